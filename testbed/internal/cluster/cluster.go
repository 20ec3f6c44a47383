// Package cluster brings a whole cluster up and down: networks, control plane, nodes.
package cluster

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"os/exec"

	"registrymirror.dev/testbed/internal/binaries"
	"registrymirror.dev/testbed/internal/controlplane"
	"registrymirror.dev/testbed/internal/network"
	"registrymirror.dev/testbed/internal/node"
	"registrymirror.dev/testbed/internal/state"
)

// Cluster is a cluster that was allotted its place; it may be up, down, or half of either.
type Cluster struct {
	state    *state.Cluster
	plan     network.Plan
	builder  binaries.Builder
	init     []string // the command that becomes a node's process 1
	progress io.Writer
}

// New returns the cluster that is kept in s. init is the command to which a node's folder is added to become its process 1.
func New(s *state.Cluster, builder binaries.Builder, init []string, progress io.Writer) *Cluster {
	return &Cluster{state: s, plan: network.PlanFor(s.Index), builder: builder, init: init, progress: progress}
}

// Kubeconfig is the path of the administrator's kubeconfig on this machine.
func (c *Cluster) Kubeconfig() string { return c.controlPlane() + "/admin.kubeconfig" }

// AuditLog is the API server's audit log.
func (c *Cluster) AuditLog() string { return controlplane.AuditLog(c.controlPlane()) }

// ControlPlaneLog is the log of the control plane process called name, with or without "kube-".
func (c *Cluster) ControlPlaneLog(name string) (string, bool) {
	for _, known := range controlplane.Names() {
		if name == known || "kube-"+name == known {
			return controlplane.Log(c.controlPlane(), known), true
		}
	}
	return "", false
}

// Nodes returns all nodes, running or not.
func (c *Cluster) Nodes() []node.Node {
	var nodes []node.Node
	for _, n := range c.state.Nodes {
		nodes = append(nodes, node.Of(c.state, n))
	}
	return nodes
}

// Node returns the node called name.
func (c *Cluster) Node(name string) (node.Node, error) {
	n, err := c.state.Node(name)
	if err != nil {
		return node.Node{}, err
	}
	return node.Of(c.state, n), nil
}

// RestartControlPlane stops a control plane process in order and starts it again.
func (c *Cluster) RestartControlPlane(ctx context.Context, name string) error {
	plane, err := c.plane(ctx)
	if err != nil {
		return err
	}
	return plane.Restart(ctx, name)
}

// Kubectl prepares a kubectl command with the administrator's rights.
func (c *Cluster) Kubectl(ctx context.Context, args ...string) (*exec.Cmd, error) {
	paths, err := c.builder.Paths(ctx, "kubectl")
	if err != nil {
		return nil, err
	}
	return exec.CommandContext(ctx, paths["kubectl"], append([]string{"--kubeconfig=" + c.Kubeconfig()}, args...)...), nil
}

func (c *Cluster) controlPlane() string { return c.state.Path("controlplane") }

func (c *Cluster) plane(ctx context.Context) (*controlplane.Plane, error) {
	programs, err := c.builder.Paths(ctx, controlplane.Names()...)
	if err != nil {
		return nil, err
	}
	return controlplane.Prepare(controlplane.Config{
		Dir: c.controlPlane(), Programs: programs, Name: "testbed-" + c.state.Name,
		// In a network namespace of its own, it may have all addresses and the usual ports.
		Bind: netip.IPv4Unspecified(), Advertise: c.plan.APIServer(), Services: c.plan.Services(),
		Ports:           controlplane.Ports{API: 443, EtcdClient: 2379, EtcdPeer: 2380},
		WithControllers: true,
		Enter:           func(f func() error) error { return network.Inside(c.plan.ControlPlaneNamespace(), f) },
	})
}

func (c *Cluster) hardware(ctx context.Context) (node.Hardware, error) {
	bin, err := c.builder.Folder(ctx, "containerd", "containerd-shim-runc-v2", "ctr", "kubectl", "kubelet", "runc")
	if err != nil {
		return node.Hardware{}, err
	}
	cni, err := c.builder.Folder(ctx, "bridge", "host-local", "loopback")
	if err != nil {
		return node.Hardware{}, err
	}
	return node.Hardware{Init: c.init, BinDir: bin, CNIDir: cni, Everyone: c.Nodes()}, nil
}

func (c *Cluster) say(format string, args ...any) { fmt.Fprintf(c.progress, format+"\n", args...) }
