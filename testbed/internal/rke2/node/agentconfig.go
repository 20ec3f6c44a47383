package node

import (
	"context"
	"fmt"
	"time"

	"github.com/rancher/wharfie/pkg/registries"
	"github.com/sirupsen/logrus"

	"registrymirror.dev/testbed/internal/supervisor"
)

// agentConfig is what an agent must have before it starts anything.
type agentConfig struct {
	supervisor supervisor.Config
	registry   *registries.Registry
}

// retrieve reads it once. A registries.yaml that is missing or empty means defaults.
func (n *Node) retrieve() (agentConfig, error) {
	s, err := supervisor.Load(n.SupervisorFile)
	if err != nil {
		return agentConfig{}, err
	}
	if s.Role != n.Role {
		return agentConfig{}, fmt.Errorf("%s says that this node is a %s, but this is %s %s", n.SupervisorFile, s.Role, n.Options.Program, n.Role)
	}
	if n.Options.NodeName != "" && n.Options.NodeName != s.NodeName {
		return agentConfig{}, fmt.Errorf("node-name: the certificates in %s are for %s, not for %s", n.SupervisorFile, s.NodeName, n.Options.NodeName)
	}
	read, err := registries.GetPrivateRegistries(n.Options.PrivateRegistry)
	if err != nil {
		return agentConfig{}, err
	}
	return agentConfig{supervisor: s, registry: read.Registry}, nil
}

// awaitConfig retries until everything can be read, for ever: like RKE2 it neither ends nor tells systemd anything meanwhile.
func (n *Node) awaitConfig(ctx context.Context) (agentConfig, error) {
	for {
		config, err := n.retrieve()
		if err == nil {
			return config, nil
		}
		logrus.Infof("Waiting to retrieve agent configuration; server is not ready: %v", err)
		select {
		case <-ctx.Done():
			return agentConfig{}, ctx.Err()
		case <-time.After(n.RetryInterval):
		}
	}
}
