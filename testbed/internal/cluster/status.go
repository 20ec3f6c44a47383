package cluster

import (
	"context"
	"fmt"

	"registrymirror.dev/testbed/internal/controlplane"
	"registrymirror.dev/testbed/internal/node"
	"registrymirror.dev/testbed/internal/process"
)

// Status is the cluster at a glance.
type Status struct {
	Cluster      string          `json:"cluster"`
	Index        int             `json:"index"`
	APIServer    string          `json:"apiServer"`
	Kubeconfig   string          `json:"kubeconfig"`
	ControlPlane []ProcessStatus `json:"controlPlane"`
	Nodes        []NodeStatus    `json:"nodes"`
}

// ProcessStatus is a control plane process.
type ProcessStatus struct {
	Name   string `json:"name"`
	PID    int    `json:"pid,omitempty"` // 0: it does not run
	Memory int64  `json:"memoryBytes"`   // proportional set size
}

// NodeStatus is a node.
type NodeStatus struct {
	Name         string `json:"name"`
	Role         string `json:"role"`
	Address      string `json:"address"`
	Power        string `json:"power"` // on, off
	PID          int    `json:"pid,omitempty"`
	Unit         string `json:"unit"`
	ActiveState  string `json:"activeState,omitempty"`
	InvocationID string `json:"invocationID,omitempty"`
	Ready        string `json:"ready,omitempty"` // as the cluster knows it: True, False, Unknown
	Memory       int64  `json:"memoryBytes"`     // of all its processes, shared pages counted once
}

// Status looks at everything. What cannot be found out, because the API server or a node does not answer, stays empty.
func (c *Cluster) Status(ctx context.Context) (Status, error) {
	s := Status{Cluster: c.state.Name, Index: c.state.Index, APIServer: c.plan.APIServerURL(), Kubeconfig: c.Kubeconfig()}
	running, err := controlplane.Running(c.controlPlane())
	if err != nil {
		return s, err
	}
	for _, name := range controlplane.Names() {
		p := ProcessStatus{Name: name}
		if found, ok := running[name]; ok {
			p.PID, p.Memory = found.PID, process.ProportionalMemory([]int{found.PID})
		}
		s.ControlPlane = append(s.ControlPlane, p)
	}
	var nodes map[string]known
	if plane, err := c.plane(ctx); err == nil {
		nodes, _ = knownNodes(ctx, plane)
	}
	for _, n := range c.Nodes() {
		status, err := nodeStatus(ctx, n)
		if err != nil {
			return s, err
		}
		status.Ready = nodes[n.Name].Ready
		s.Nodes = append(s.Nodes, status)
	}
	return s, nil
}

func nodeStatus(ctx context.Context, n node.Node) (NodeStatus, error) {
	s := NodeStatus{Name: n.Name, Role: "agent", Address: n.Plan.Node(n.Number).String(), Power: "off", Unit: n.Unit()}
	if n.Server {
		s.Role = "server"
	}
	p, running, err := n.Running()
	if err != nil || !running {
		return s, err
	}
	s.Power, s.PID = "on", p.PID
	if s.Memory, err = n.Memory(); err != nil {
		return s, fmt.Errorf("memory of %s: %w", n.Name, err)
	}
	s.ActiveState, _ = n.ActiveState(ctx, n.Unit())
	s.InvocationID, _ = n.Property(ctx, n.Unit(), "InvocationID")
	return s, nil
}
