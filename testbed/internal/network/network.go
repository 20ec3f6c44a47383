package network

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"path/filepath"
	"runtime"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
)

const namespaceDir = "/run/netns"

// NamespacePath is the file that stands for the network namespace called name.
func NamespacePath(name string) string { return filepath.Join(namespaceDir, name) }

// Up makes the bridge and the control plane's network namespace; what is there already stays.
func (p Plan) Up() error {
	bridge, err := p.bridgeUp()
	if err != nil {
		return fmt.Errorf("bridge %s: %w", p.Bridge(), err)
	}
	if err := p.controlPlaneUp(bridge); err != nil {
		return fmt.Errorf("network namespace %s: %w", p.ControlPlaneNamespace(), err)
	}
	return nil
}

func (p Plan) bridgeUp() (netlink.Link, error) {
	if l, err := netlink.LinkByName(p.Bridge()); err == nil {
		return l, nil
	}
	attrs := netlink.NewLinkAttrs()
	attrs.Name = p.Bridge()
	// Without an address of its own the bridge takes the lowest of its ports', which changes as nodes come and go: their
	// neighbour entries would be stale for up to a minute.
	attrs.HardwareAddr = net.HardwareAddr{0x02, 0x72, 0x6d, 0x74, 0x62, byte(p.index)}
	if err := netlink.LinkAdd(&netlink.Bridge{LinkAttrs: attrs}); err != nil {
		return nil, err
	}
	l, err := netlink.LinkByName(p.Bridge())
	if err != nil {
		return nil, err
	}
	if err := netlink.AddrAdd(l, address(netip.PrefixFrom(p.Gateway(), p.NodeNetwork().Bits()))); err != nil {
		return nil, err
	}
	return l, netlink.LinkSetUp(l)
}

func (p Plan) controlPlaneUp(bridge netlink.Link) error {
	name := p.ControlPlaneNamespace()
	if ns, err := netns.GetFromName(name); err == nil {
		defer ns.Close()
		if l, err := netlink.LinkByName(p.controlPlaneLink()); err == nil && l.Attrs().MasterIndex == bridge.Attrs().Index {
			return nil
		}
		if err := netns.DeleteNamed(name); err != nil { // half made
			return err
		}
	}
	ns, err := newNamespace(name)
	if err != nil {
		return err
	}
	defer ns.Close()
	return p.join(ns, bridge, p.controlPlaneLink(), []netip.Prefix{
		netip.PrefixFrom(p.APIServer(), p.NodeNetwork().Bits()),
		netip.PrefixFrom(p.KubernetesService(), 32),
	})
}

// JoinNode links the network namespace of process pid, in which a node is about to start, to the bridge.
// peers are the numbers of the cluster's nodes: their pods are routed, there is no overlay network. On a server the address of the
// service "kubernetes" is local, so that RKE2 can serve it; an agent reaches the API server there directly.
func (p Plan) JoinNode(pid, number int, server bool, peers []int) error {
	bridge, err := netlink.LinkByName(p.Bridge())
	if err != nil {
		return fmt.Errorf("bridge %s: %w", p.Bridge(), err)
	}
	ns, err := netns.GetFromPid(pid)
	if err != nil {
		return fmt.Errorf("network namespace of process %d: %w", pid, err)
	}
	defer ns.Close()
	if err := p.join(ns, bridge, p.NodeLink(number), []netip.Prefix{netip.PrefixFrom(p.Node(number), p.NodeNetwork().Bits())}); err != nil {
		return fmt.Errorf("link %s: %w", p.NodeLink(number), err)
	}
	inside, err := netlink.NewHandleAt(ns)
	if err != nil {
		return fmt.Errorf("link %s: %w", p.NodeLink(number), err)
	}
	defer inside.Close()
	if err := p.nodeRoutes(inside, number, server, peers); err != nil {
		return fmt.Errorf("routes of node number %d: %w", number, err)
	}
	return p.routeTo(number)
}

func (p Plan) nodeRoutes(inside *netlink.Handle, number int, server bool, peers []int) error {
	if err := inside.RouteReplace(&netlink.Route{Gw: p.Gateway().AsSlice()}); err != nil {
		return err
	}
	service := netip.PrefixFrom(p.KubernetesService(), 32)
	if server {
		lo, err := inside.LinkByName("lo")
		if err != nil {
			return err
		}
		if err := inside.AddrAdd(lo, address(service)); err != nil {
			return err
		}
	} else if err := inside.RouteReplace(route(service, p.APIServer())); err != nil {
		return err
	}
	for _, peer := range peers {
		if peer == number {
			continue
		}
		if err := inside.RouteReplace(route(p.NodePods(peer), p.Node(peer))); err != nil {
			return err
		}
	}
	return nil
}

// routeTo lets this machine and the control plane reach the pods of a node.
func (p Plan) routeTo(number int) error {
	r := route(p.NodePods(number), p.Node(number))
	if err := netlink.RouteReplace(r); err != nil {
		return fmt.Errorf("route to %v: %w", r.Dst, err)
	}
	ns, err := netns.GetFromName(p.ControlPlaneNamespace())
	if err != nil {
		return fmt.Errorf("network namespace %s: %w", p.ControlPlaneNamespace(), err)
	}
	defer ns.Close()
	h, err := netlink.NewHandleAt(ns)
	if err != nil {
		return fmt.Errorf("network namespace %s: %w", p.ControlPlaneNamespace(), err)
	}
	defer h.Close()
	if err := h.RouteReplace(r); err != nil {
		return fmt.Errorf("route to %v from the control plane: %w", r.Dst, err)
	}
	return nil
}

// join makes a pair of links: one end, called name, on the bridge; the other, eth0, in ns with the given addresses.
func (p Plan) join(ns netns.NsHandle, bridge netlink.Link, name string, addresses []netip.Prefix) error {
	if stale, err := netlink.LinkByName(name); err == nil {
		if err := netlink.LinkDel(stale); err != nil {
			return err
		}
	}
	attrs := netlink.NewLinkAttrs()
	attrs.Name = name
	attrs.MasterIndex = bridge.Attrs().Index
	pair := &netlink.Veth{LinkAttrs: attrs, PeerName: "eth0", PeerNamespace: netlink.NsFd(int(ns))}
	if err := netlink.LinkAdd(pair); err != nil {
		return err
	}
	if err := netlink.LinkSetUp(pair); err != nil {
		return err
	}
	inside, err := netlink.NewHandleAt(ns)
	if err != nil {
		return err
	}
	defer inside.Close()
	eth0, err := inside.LinkByName("eth0")
	if err != nil {
		return err
	}
	for _, a := range addresses {
		if err := inside.AddrAdd(eth0, address(a)); err != nil {
			return err
		}
	}
	lo, err := inside.LinkByName("lo")
	if err != nil {
		return err
	}
	return errors.Join(inside.LinkSetUp(lo), inside.LinkSetUp(eth0))
}

// newNamespace makes a named network namespace without leaving the caller's.
func newNamespace(name string) (netns.NsHandle, error) {
	type result struct {
		ns  netns.NsHandle
		err error
	}
	made := make(chan result)
	go func() {
		runtime.LockOSThread() // the thread is in the new namespace from now on, and ends with this goroutine
		ns, err := netns.NewNamed(name)
		made <- result{ns, err}
	}()
	r := <-made
	return r.ns, r.err
}

// Inside calls f on a thread that is in the network namespace called name; processes that f starts are in it too.
func Inside(name string, f func() error) error {
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with this goroutine
		ns, err := netns.GetFromName(name)
		if err == nil {
			err = netns.Set(ns)
			ns.Close()
		}
		if err != nil {
			done <- fmt.Errorf("enter network namespace %s: %w", name, err)
			return
		}
		done <- f()
	}()
	return <-done
}

func address(p netip.Prefix) *netlink.Addr { return &netlink.Addr{IPNet: ipNet(p)} }

func route(to netip.Prefix, via netip.Addr) *netlink.Route {
	return &netlink.Route{Dst: ipNet(to), Gw: via.AsSlice()}
}

func ipNet(p netip.Prefix) *net.IPNet {
	return &net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}
}
