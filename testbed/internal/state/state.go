// Package state is where the testbed remembers its clusters: one folder for each below a root folder, and a lock per cluster.
package state

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// MaxIndex bounds how many clusters may run side by side; an index is part of network addresses.
const MaxIndex = 48

var validName = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$`)

// Root is the folder that holds the state of all clusters.
type Root struct{ dir string }

// Cluster is one cluster that was allotted an index.
type Cluster struct {
	Name  string `json:"name"`
	Index int    `json:"index"` // 1..MaxIndex; names and addresses on this machine are derived from it
	Nodes []Node `json:"nodes"`

	dir string
}

// Node is one node of a cluster, running or not.
type Node struct {
	Name   string `json:"name"`
	Server bool   `json:"server"`
	Number int    `json:"number"` // part of its addresses, unique in the cluster
}

// ErrNoCluster says that a cluster of that name was never brought up, or was taken down.
var ErrNoCluster = errors.New("no such cluster; bring it up with: testbed up")

// Open returns the root folder dir, which need not exist yet.
func Open(dir string) Root { return Root{dir} }

// Dir is the folder itself.
func (r Root) Dir() string { return r.dir }

// Allot returns the cluster called name, giving it a folder and the lowest free index if it is new. inUse says of an index whether
// this machine shows traces of a cluster that has it, perhaps one below another root folder.
func (r Root) Allot(name string, inUse func(index int) (bool, error)) (*Cluster, error) {
	if !validName.MatchString(name) {
		return nil, fmt.Errorf("cluster name %q: use up to 32 lower-case letters, digits and '-'", name)
	}
	unlock, err := lock(r.allotLock())
	if err != nil {
		return nil, err
	}
	defer unlock()
	if c, err := r.Find(name); err == nil || !errors.Is(err, ErrNoCluster) {
		return c, err
	}
	others, err := r.List()
	if err != nil {
		return nil, err
	}
	index, err := freeIndex(others, inUse)
	if err != nil {
		return nil, err
	}
	c := &Cluster{Name: name, Index: index, dir: filepath.Join(r.dir, name)}
	if err := os.MkdirAll(c.dir, 0o755); err != nil {
		return nil, fmt.Errorf("make folder of cluster %s: %w", name, err)
	}
	return c, c.Save()
}

// Find returns the cluster called name, or ErrNoCluster.
func (r Root) Find(name string) (*Cluster, error) {
	dir := filepath.Join(r.dir, name)
	data, err := os.ReadFile(filepath.Join(dir, "cluster.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("cluster %s: %w", name, ErrNoCluster)
	}
	if err != nil {
		return nil, fmt.Errorf("cluster %s: %w", name, err)
	}
	c := Cluster{dir: dir}
	if err := json.Unmarshal(data, &c); err != nil {
		return nil, fmt.Errorf("cluster %s: parse its cluster.json: %w", name, err)
	}
	return &c, nil
}

// List returns all clusters, by name.
func (r Root) List() ([]*Cluster, error) {
	entries, err := os.ReadDir(r.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list clusters: %w", err)
	}
	var clusters []*Cluster
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		c, err := r.Find(e.Name())
		if errors.Is(err, ErrNoCluster) {
			continue
		}
		if err != nil {
			return nil, err
		}
		clusters = append(clusters, c)
	}
	return clusters, nil
}

// Lock makes this process the only one that changes the cluster called name, waiting for another that does.
func (r Root) Lock(name string) (unlock func(), err error) {
	return lock(r.clusterLock(name))
}

// Forget removes all that is known of the cluster, frees its index, and removes the root folder when that was the last one.
// The caller holds the cluster's lock.
func (r Root) Forget(name string) error {
	unlock, err := lock(r.allotLock())
	if err != nil {
		return err
	}
	defer unlock()
	if err := os.RemoveAll(filepath.Join(r.dir, name)); err != nil {
		return fmt.Errorf("forget cluster %s: %w", name, err)
	}
	_ = os.Remove(r.clusterLock(name))
	if left, err := r.List(); err == nil && len(left) == 0 {
		_ = os.Remove(r.allotLock())
		_ = os.Remove(r.dir) // stays when anything else is in it
	}
	return nil
}

func (r Root) allotLock() string { return filepath.Join(r.dir, ".lock") }

func (r Root) clusterLock(name string) string { return filepath.Join(r.dir, "."+name+".lock") }

// Path is a path inside the cluster's folder.
func (c *Cluster) Path(elem ...string) string {
	return filepath.Join(append([]string{c.dir}, elem...)...)
}

// Save writes the record of the cluster, replacing the former one in one step.
func (c *Cluster) Save() error {
	data, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return fmt.Errorf("save cluster %s: %w", c.Name, err)
	}
	temp := c.Path("cluster.json.tmp")
	if err := os.WriteFile(temp, append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("save cluster %s: %w", c.Name, err)
	}
	if err := os.Rename(temp, c.Path("cluster.json")); err != nil {
		return fmt.Errorf("save cluster %s: %w", c.Name, err)
	}
	return nil
}

// Node returns the node called name.
func (c *Cluster) Node(name string) (Node, error) {
	i := slices.IndexFunc(c.Nodes, func(n Node) bool { return n.Name == name })
	if i < 0 {
		return Node{}, fmt.Errorf("cluster %s has no node %q; it has %v", c.Name, name, c.nodeNames())
	}
	return c.Nodes[i], nil
}

// WantNodes adds what is missing for so many servers and agents and returns all nodes; it never removes one.
func (c *Cluster) WantNodes(servers, agents int) ([]Node, error) {
	if servers > maxServers || agents > maxAgents || servers < 0 || agents < 0 {
		return nil, fmt.Errorf("%d servers and %d agents: at most %d and %d are possible", servers, agents, maxServers, maxAgents)
	}
	want := make([]Node, 0, servers+agents)
	for i := 1; i <= servers; i++ {
		want = append(want, Node{Name: fmt.Sprintf("server%d", i), Server: true, Number: firstServer + i})
	}
	for i := 1; i <= agents; i++ {
		want = append(want, Node{Name: fmt.Sprintf("agent%d", i), Number: firstAgent + i})
	}
	for _, n := range want {
		if !slices.Contains(c.Nodes, n) {
			c.Nodes = append(c.Nodes, n)
		}
	}
	return c.Nodes, c.Save()
}

// Numbers are one byte of an address: servers have 11 to 49, agents 51 to 250.
const (
	firstServer, maxServers = 10, 39
	firstAgent, maxAgents   = 50, 200
)

func (c *Cluster) nodeNames() []string {
	names := make([]string, 0, len(c.Nodes))
	for _, n := range c.Nodes {
		names = append(names, n.Name)
	}
	return names
}

func freeIndex(clusters []*Cluster, inUse func(index int) (bool, error)) (int, error) {
	for i := 1; i <= MaxIndex; i++ {
		if slices.ContainsFunc(clusters, func(c *Cluster) bool { return c.Index == i }) {
			continue
		}
		if used, err := inUse(i); err != nil || !used {
			return i, err
		}
	}
	return 0, fmt.Errorf("all %d cluster indexes are taken; take one down with: testbed --cluster NAME down", MaxIndex)
}
