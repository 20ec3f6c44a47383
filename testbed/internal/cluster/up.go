package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"registrymirror.dev/testbed/internal/controlplane"
	"registrymirror.dev/testbed/internal/node"
)

// Size says what cluster is wanted.
type Size struct {
	Servers, Agents int
	Images          []string // image archives that every new node, now or later, has from its first start
	Manifests       string   // folder of YAML files that new servers apply at their first start
}

// readyLimit bounds the wait for a node. A machine that is busy with other things needs much of it.
const readyLimit = 5 * time.Minute

// Up brings up what of the cluster is not up yet, and returns when every node that was started is Ready.
func (c *Cluster) Up(ctx context.Context, size Size) error {
	start := time.Now()
	if err := errors.Join(size.check(), checkMachine()); err != nil {
		return err
	}
	hardware, err := c.hardware(ctx)
	if err != nil {
		return err
	}
	standIn, err := c.builder.StandIn(ctx)
	if err != nil {
		return err
	}
	if err := c.plan.Up(); err != nil {
		return err
	}
	plane, err := c.plane(ctx)
	if err != nil {
		return err
	}
	if err := plane.Up(ctx); err != nil {
		return err
	}
	c.say("control plane is ready at %s after %s", plane.URL(), since(start))
	if _, err := c.state.WantNodes(size.Servers, size.Agents); err != nil {
		return err
	}
	hardware.Everyone = c.Nodes()
	images, err := c.keepImages(size.Images)
	if err != nil {
		return err
	}
	parts := node.Parts{RKE2: standIn, Images: images, Manifests: size.Manifests}
	for _, n := range c.Nodes() {
		if err := c.start(ctx, n, plane, parts, hardware); err != nil {
			return err
		}
	}
	for _, n := range c.Nodes() {
		if err := c.waitReady(ctx, plane, n, start); err != nil {
			return err
		}
	}
	c.say("cluster %s is up after %s; KUBECONFIG=%s", c.state.Name, since(start), c.Kubeconfig())
	return nil
}

func (s Size) check() error {
	if s.Servers+s.Agents == 0 {
		return errors.New("--servers 0 --agents 0: a cluster needs a node")
	}
	for _, archive := range s.Images {
		if _, err := os.Stat(archive); err != nil {
			return fmt.Errorf("--load: %w", err)
		}
	}
	if s.Manifests == "" {
		return nil
	}
	if s.Servers == 0 {
		return errors.New("--manifests: only servers apply manifests, and --servers is 0")
	}
	if info, err := os.Stat(s.Manifests); err != nil {
		return fmt.Errorf("--manifests: %w", err)
	} else if !info.IsDir() {
		return fmt.Errorf("--manifests %s: is not a folder", s.Manifests)
	}
	return nil
}

func (c *Cluster) start(ctx context.Context, n node.Node, plane *controlplane.Plane, parts node.Parts, hardware node.Hardware) error {
	_, running, err := n.Running()
	if err != nil {
		return err
	}
	if running {
		return n.WriteHosts(hardware.Everyone) // nodes may have joined
	}
	if err := n.Format(parts); err != nil {
		return err
	}
	if err := join(n, plane); err != nil {
		return err
	}
	return n.Boot(ctx, hardware)
}

// BootNode starts a node that was powered off and, if told so, waits until it is Ready again.
func (c *Cluster) BootNode(ctx context.Context, n node.Node, wait bool) error {
	start := time.Now()
	hardware, err := c.hardware(ctx)
	if err != nil {
		return err
	}
	if err := n.Boot(ctx, hardware); err != nil || !wait {
		return err
	}
	plane, err := c.plane(ctx)
	if err != nil {
		return err
	}
	return c.waitReady(ctx, plane, n, start)
}

// waitReady returns when the node's RKE2 has reported that it is ready and the cluster knows the node as Ready, with the labels of its role.
func (c *Cluster) waitReady(ctx context.Context, plane *controlplane.Plane, n node.Node, start time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, readyLimit)
	defer cancel()
	var last error
	for {
		if last = c.ready(ctx, plane, n); last == nil {
			c.say("%s is Ready after %s", n.Name, since(start))
			return nil
		}
		if _, running, err := n.Running(); err != nil || !running {
			return errors.Join(fmt.Errorf("%s went off, see %s", n.Name, n.Console()), err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s is not Ready after %s; look with: testbed logs %s %s: %w", n.Name, since(start), n.Name, n.Unit(), last)
		case <-time.After(200 * time.Millisecond):
		}
	}
}

func (c *Cluster) ready(ctx context.Context, plane *controlplane.Plane, n node.Node) error {
	active, err := n.ActiveState(ctx, n.Unit())
	if err != nil {
		return err
	}
	if active != "active" {
		return fmt.Errorf("%s is %s", n.Unit(), active)
	}
	nodes, err := knownNodes(ctx, plane)
	if err != nil {
		return err
	}
	return nodes[n.Name].whole(labelsByRKE2(n))
}

func since(start time.Time) time.Duration { return time.Since(start).Round(100 * time.Millisecond) }
