// Package node is one node of a cluster: a systemd of its own in namespaces of its own, on a disk (a folder) of its own. To what runs
// on it, and to pods that mount its paths, it looks like a machine.
package node

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"registrymirror.dev/testbed/internal/cgroup"
	"registrymirror.dev/testbed/internal/network"
	"registrymirror.dev/testbed/internal/process"
	"registrymirror.dev/testbed/internal/state"
)

// Where things are on a node.
const (
	BinDir     = "/usr/local/lib/rke2/bin"
	CNIBinDir  = "/usr/local/lib/rke2/cni"
	ImagesDir  = "/usr/local/share/rke2/images"
	Containerd = "/run/k3s/containerd/containerd.sock"
	searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:" + BinDir
)

// Node is a node and where the testbed keeps it.
type Node struct {
	state.Node
	Dir  string // on this machine; holds the node's disk
	Plan network.Plan
}

// Of returns the node of a cluster.
func Of(c *state.Cluster, n state.Node) Node {
	return Node{Node: n, Dir: c.Path("nodes", n.Name), Plan: network.PlanFor(c.Index)}
}

// Unit is the node's RKE2 unit.
func (n Node) Unit() string { return "rke2-" + n.role() + ".service" }

func (n Node) role() string {
	if n.Server {
		return "server"
	}
	return "agent"
}

// Disk is the path on this machine of a path on the node's disk.
func (n Node) Disk(path string) string { return filepath.Join(n.Dir, "disk", path) }

// Running returns the node's process 1.
func (n Node) Running() (process.Process, bool, error) {
	return process.Recorded(n.path("init.json"))
}

// Console is the file with what systemd had to say before it had a journal.
func (n Node) Console() string { return n.path("console.log") }

func (n Node) path(elem ...string) string {
	return filepath.Join(append([]string{n.Dir}, elem...)...)
}

func (n Node) groupName() string { return fmt.Sprintf("%s-%s", n.Plan.Bridge(), n.Name) }

func (n Node) group() (cgroup.Group, error) {
	var g cgroup.Group
	if err := readJSON(n.path("cgroup.json"), &g); err != nil && !errors.Is(err, os.ErrNotExist) {
		return g, err
	}
	return g, nil
}

// Memory is the memory of all the node's processes, in bytes, with what they share counted once.
func (n Node) Memory() (int64, error) {
	g, err := n.group()
	if err != nil {
		return 0, err
	}
	pids, err := g.Processes()
	if err != nil {
		return 0, err
	}
	return process.ProportionalMemory(pids), nil
}
