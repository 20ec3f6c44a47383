package network

import (
	"net/netip"
	"testing"
)

func TestNoTwoClustersShareAnAddress(t *testing.T) {
	var all []netip.Prefix
	for index := 1; index <= 48; index++ {
		p := PlanFor(index)
		all = append(all, p.NodeNetwork(), p.Services(), p.Pods())
	}
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a.Overlaps(b) {
				t.Errorf("%v overlaps %v", a, b)
			}
		}
	}
}

func TestEveryAddressLiesInItsNetwork(t *testing.T) {
	p := PlanFor(7)
	for _, a := range []netip.Addr{p.Gateway(), p.APIServer(), p.Node(11), p.Node(250)} {
		if !p.NodeNetwork().Contains(a) {
			t.Errorf("%v is outside of %v", a, p.NodeNetwork())
		}
	}
	for _, a := range []netip.Addr{p.KubernetesService(), p.ClusterDNS()} {
		if !p.Services().Contains(a) {
			t.Errorf("%v is outside of %v", a, p.Services())
		}
	}
	if !p.Pods().Overlaps(p.NodePods(51)) || p.NodePods(51) == p.NodePods(52) {
		t.Error("the pod networks of nodes are not distinct parts of the cluster's")
	}
}

func TestLinksOfClusterOneAreNotTakenForThoseOfClusterTen(t *testing.T) {
	one, ten := PlanFor(1), PlanFor(10)
	for _, name := range []string{one.Bridge(), one.NodeLink(11), one.controlPlaneLink()} {
		if !one.OwnsLink(name) || ten.OwnsLink(name) {
			t.Errorf("%s: owned by 1: %v, by 10: %v", name, one.OwnsLink(name), ten.OwnsLink(name))
		}
	}
	for _, name := range []string{ten.Bridge(), ten.NodeLink(250), "eth0", "rmtb"} {
		if one.OwnsLink(name) {
			t.Errorf("cluster 1 claims %s", name)
		}
	}
	if name := PlanFor(48).NodeLink(250); len(name) > 15 {
		t.Errorf("%s is too long for a link", name)
	}
}

func TestOnlyRoutesIntoItsOwnNetworksAreAClusters(t *testing.T) {
	p := PlanFor(1)
	for dst, own := range map[string]bool{
		"10.77.1.0/24": true, "10.151.51.0/24": true, "10.101.0.1/32": true,
		"0.0.0.0/0": false, "10.0.0.0/8": false, "10.77.2.0/24": false, "10.152.51.0/24": false,
	} {
		if p.OwnsRoute(netip.MustParsePrefix(dst)) != own {
			t.Errorf("%s: want %v", dst, own)
		}
	}
}
