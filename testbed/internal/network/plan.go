// Package network lays out and makes a cluster's networks: a bridge on this machine, to which the control plane's network namespace
// and every node's are joined.
package network

import (
	"fmt"
	"net/netip"
)

// Plan holds every address and name of one cluster's networks. All follow from the cluster's index, so clusters never collide.
type Plan struct{ index int }

// PlanFor returns the plan of the cluster with that index (1 to 48).
func PlanFor(index int) Plan { return Plan{index} }

// Bridge is the name of the bridge.
func (p Plan) Bridge() string { return fmt.Sprintf("rmtb%d", p.index) }

// NodeNetwork is what the bridge joins.
func (p Plan) NodeNetwork() netip.Prefix { return prefix(24, 10, 77, p.index, 0) }

// Gateway is this machine's address on the bridge; the registries listen there.
func (p Plan) Gateway() netip.Addr { return addr(10, 77, p.index, 1) }

// APIServer is the control plane's address on the bridge.
func (p Plan) APIServer() netip.Addr { return addr(10, 77, p.index, 2) }

// APIServerURL is where clients on this machine and on nodes reach the API server.
func (p Plan) APIServerURL() string { return fmt.Sprintf("https://%s:443", p.APIServer()) }

// Node is the address of the node with that number.
func (p Plan) Node(number int) netip.Addr { return addr(10, 77, p.index, number) }

// Services is the cluster's service network.
func (p Plan) Services() netip.Prefix { return prefix(16, 10, 100+p.index, 0, 0) }

// KubernetesService is the address of the service "kubernetes".
func (p Plan) KubernetesService() netip.Addr { return addr(10, 100+p.index, 0, 1) }

// ClusterDNS is the address that pods get as their resolver. No resolver is installed.
func (p Plan) ClusterDNS() netip.Addr { return addr(10, 100+p.index, 0, 10) }

// Pods is the network of all pods.
func (p Plan) Pods() netip.Prefix { return prefix(16, 10, 150+p.index, 0, 0) }

// NodePods is the network of the pods on the node with that number.
func (p Plan) NodePods(number int) netip.Prefix { return prefix(24, 10, 150+p.index, number, 0) }

// ControlPlaneNamespace is the name of the network namespace of etcd, API server, controller-manager and scheduler.
func (p Plan) ControlPlaneNamespace() string { return fmt.Sprintf("rmtb%d-cp", p.index) }

func (p Plan) controlPlaneLink() string { return fmt.Sprintf("rmtb%d-cp", p.index) }

// NodeLink is the name, on this machine, of the link to the node with that number.
func (p Plan) NodeLink(number int) string { return fmt.Sprintf("rmtb%d-%d", p.index, number) }

// OwnsLink says whether a link of that name belongs to this cluster.
func (p Plan) OwnsLink(name string) bool {
	return name == p.Bridge() || len(name) > len(p.Bridge()) && name[:len(p.Bridge())+1] == p.Bridge()+"-"
}

// OwnsRoute says whether a route to dst belongs to this cluster.
func (p Plan) OwnsRoute(dst netip.Prefix) bool {
	for _, own := range []netip.Prefix{p.NodeNetwork(), p.Services(), p.Pods()} {
		if own.Contains(dst.Addr()) && dst.Bits() >= own.Bits() {
			return true
		}
	}
	return false
}

func addr(a, b, c, d int) netip.Addr {
	return netip.AddrFrom4([4]byte{byte(a), byte(b), byte(c), byte(d)})
}

func prefix(bits, a, b, c, d int) netip.Prefix {
	return netip.PrefixFrom(addr(a, b, c, d), bits)
}
