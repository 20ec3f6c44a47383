package network

import (
	"errors"
	"fmt"
	"net/netip"
	"os"
	"strings"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
	"golang.org/x/sys/unix"
)

// Down removes the bridge, all links on it, and the control plane's network namespace. Node namespaces end with their nodes.
func (p Plan) Down() error {
	var errs []error
	links, err := netlink.LinkList()
	if err != nil {
		return fmt.Errorf("list links: %w", err)
	}
	for _, l := range links {
		if !p.OwnsLink(l.Attrs().Name) {
			continue
		}
		if err := netlink.LinkDel(l); err != nil && !errors.As(err, &netlink.LinkNotFoundError{}) && !errors.Is(err, unix.ENODEV) {
			errs = append(errs, fmt.Errorf("delete link %s: %w", l.Attrs().Name, err))
		}
	}
	if _, err := os.Stat(NamespacePath(p.ControlPlaneNamespace())); err == nil {
		if err := netns.DeleteNamed(p.ControlPlaneNamespace()); err != nil {
			errs = append(errs, fmt.Errorf("delete network namespace %s: %w", p.ControlPlaneNamespace(), err))
		}
	}
	return errors.Join(errs...)
}

// InUse says whether this machine has anything of the networks of a cluster with that index.
func InUse(index int) (bool, error) {
	left, err := PlanFor(index).Left()
	return len(left) > 0, err
}

// Left names what of the cluster's networks is still there.
func (p Plan) Left() ([]string, error) {
	var left []string
	links, err := netlink.LinkList()
	if err != nil {
		return nil, fmt.Errorf("list links: %w", err)
	}
	for _, l := range links {
		if p.OwnsLink(l.Attrs().Name) {
			left = append(left, "link "+l.Attrs().Name)
		}
	}
	routes, err := netlink.RouteList(nil, netlink.FAMILY_V4)
	if err != nil {
		return nil, fmt.Errorf("list routes: %w", err)
	}
	for _, r := range routes {
		if r.Dst == nil {
			continue
		}
		if dst, err := netip.ParsePrefix(r.Dst.String()); err == nil && p.OwnsRoute(dst) {
			left = append(left, "route "+r.Dst.String())
		}
	}
	names, err := os.ReadDir(namespaceDir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("list network namespaces: %w", err)
	}
	for _, n := range names {
		if strings.HasPrefix(n.Name(), p.Bridge()+"-") {
			left = append(left, "network namespace "+n.Name())
		}
	}
	return left, nil
}
