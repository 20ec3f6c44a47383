package main

import (
	"os"

	"registrymirror.dev/testbed/internal/binaries"
	"registrymirror.dev/testbed/internal/cluster"
	"registrymirror.dev/testbed/internal/network"
	"registrymirror.dev/testbed/internal/state"
)

// tool is what every sub-command starts from.
type tool struct {
	env     env
	cluster string // the global flag --cluster
}

// env is what the environment says, read once.
type env struct {
	source string // TESTBED_SOURCE, set by the shell entry
	cache  string // TESTBED_CACHE, likewise
	state  string // TESTBED_STATE
}

func environment(get func(string) string) env {
	e := env{source: get("TESTBED_SOURCE"), cache: get("TESTBED_CACHE"), state: get("TESTBED_STATE")}
	if e.state == "" {
		e.state = "/var/lib/registry-mirror-testbed"
	}
	return e
}

func (t *tool) builder() binaries.Builder {
	return binaries.Builder{Source: t.env.source, Cache: t.env.cache, Progress: os.Stderr}
}

func (t *tool) root() state.Root { return state.Open(t.env.state) }

// find returns the chosen cluster and its network plan, or says that it was not brought up.
func (t *tool) find() (*state.Cluster, network.Plan, error) {
	c, err := t.root().Find(t.cluster)
	if err != nil {
		return nil, network.Plan{}, err
	}
	return c, network.PlanFor(c.Index), nil
}

// open returns what can be done with a cluster.
func (t *tool) open(s *state.Cluster) (*cluster.Cluster, error) {
	self, err := ownProgram()
	if err != nil {
		return nil, err
	}
	return cluster.New(s, t.builder(), []string{self, "node-init"}, os.Stderr), nil
}

// openFound is open for the chosen cluster.
func (t *tool) openFound() (*cluster.Cluster, error) {
	s, err := t.root().Find(t.cluster)
	if err != nil {
		return nil, err
	}
	return t.open(s)
}
