package node

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/sirupsen/logrus"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"

	"registrymirror.dev/testbed/internal/rke2/criconfig"
	"registrymirror.dev/testbed/internal/rke2/hosts"
	"registrymirror.dev/testbed/internal/rke2/process"
	"registrymirror.dev/testbed/internal/rke2/rewrite"
	"registrymirror.dev/testbed/internal/supervisor"
)

// criTimeout bounds one question whether containerd serves the kubelet; it is asked again.
const criTimeout = time.Second

// writeContainerdConfig writes what RKE2 writes, in its order: config.toml, then certs.d.
func (n *Node) writeContainerdConfig(config agentConfig) (criconfig.Config, error) {
	l, s := n.Layout, config.supervisor
	c := criconfig.Config{
		Program:    n.Options.Program,
		Root:       l.containerdRoot(),
		State:      l.containerdState(),
		Socket:     l.containerdSocket(),
		CertsDir:   l.certsDir(),
		CNIBinDir:  s.CNIBinDir,
		CNIConfDir: l.cniConfDir(),
		RuncBinary: filepath.Join(s.BinDir, "runc"),
		PauseImage: s.PauseImage,
		Auths:      criconfig.Auths(config.registry.Configs),
	}
	if err := writeFile(l.containerdConfig(), []byte(c.Text()), 0o600); err != nil {
		return c, err
	}
	for _, name := range []string{"config-v3.toml.tmpl", "config.toml.tmpl"} {
		if _, err := os.Stat(filepath.Join(filepath.Dir(l.containerdConfig()), name)); err == nil {
			logrus.Warnf("Ignoring containerd template %s: this stand-in renders the default one", name)
		}
	}
	entries := hosts.Entries(config.registry, hosts.Settings{
		Program: n.Options.Program, DataDir: l.DataDir, NoDefaultEndpoint: n.Options.DisableDefaultRegistryEndpoint,
	})
	return c, hosts.WriteFolder(l.certsDir(), n.Options.Program, entries)
}

// startRewriting writes what stock containerd reads in place of the above: the same, but for endpoints with rewrites, whose requests go
// through a proxy in this process. The proxy's addresses get the logins of the hosts that they stand for.
func (n *Node) startRewriting(ctx context.Context, tasks *tasks, rke2 criconfig.Config) error {
	proxy, err := rewrite.NewProxy(slices.Collect(maps.Keys(rke2.Auths)))
	if err != nil {
		return err
	}
	tasks.start(func() error { return proxy.Serve(ctx) })
	view := rewrite.View{Source: rke2.CertsDir, Target: n.Layout.stockCertsDir(), Proxy: proxy}
	if err := view.Reset(); err != nil {
		return err
	}
	tasks.start(func() error { return view.Watch(ctx) })
	stock := rke2
	stock.CertsDir, stock.Auths = view.Target, maps.Clone(rke2.Auths)
	for host, auth := range rke2.Auths {
		stock.Auths[proxy.Address(host)] = auth
	}
	return writeFile(n.Layout.stockConfig(), []byte(stock.Text()), 0o600)
}

// checkConfig refuses what the containerd of RKE2 does: newer ones have a TOML decoder that takes more escapes.
func (n *Node) checkConfig() error {
	text, err := os.ReadFile(n.Layout.containerdConfig())
	if err != nil {
		return err
	}
	if err := toml.Unmarshal(text, &map[string]any{}); err != nil {
		return fmt.Errorf("containerd exited: failed to load TOML from %s: %w", n.Layout.containerdConfig(), err)
	}
	return nil
}

// writeCNIConfig connects pods by a bridge to the node's part of the pod network; routes between nodes are the testbed's.
func (n *Node) writeCNIConfig(s supervisor.Config) error {
	text, err := json.MarshalIndent(map[string]any{
		"cniVersion": "1.0.0",
		"name":       "testbed",
		"plugins": []any{map[string]any{
			"type": "bridge", "bridge": "cni0", "isGateway": true,
			"ipam": map[string]any{
				"type": "host-local", "dataDir": "/run/cni",
				"ranges": []any{[]any{map[string]any{"subnet": s.PodCIDR}}},
				"routes": []any{map[string]any{"dst": "0.0.0.0/0"}},
			},
		}},
	}, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the CNI configuration: %w", err)
	}
	return writeFile(filepath.Join(n.Layout.cniConfDir(), "10-testbed.conflist"), text, 0o600)
}

func (n *Node) startContainerd(ctx context.Context, s supervisor.Config) (*process.Child, error) {
	if err := n.checkConfig(); err != nil {
		return nil, fmt.Errorf("failed to start container runtime: %w", err)
	}
	logrus.Infof("Logging containerd to %s", n.Layout.containerdLog())
	argv := []string{filepath.Join(s.BinDir, "containerd"), "-c", n.Layout.stockConfig()}
	child, err := process.Start("containerd", argv, n.Layout.containerdLog())
	if err != nil {
		return nil, err
	}
	err = poll(ctx, child.Done(), func() bool { return answers(ctx, n.Layout.containerdSocket()) == nil })
	switch {
	case err == nil:
		logrus.Info("containerd is now running")
		return child, nil
	case ctx.Err() == nil:
		return nil, fmt.Errorf("failed to start container runtime: %w", child.Err())
	default:
		child.Stop(stopGrace)
		return nil, ctx.Err()
	}
}

// answers tells whether containerd takes the kubelet's calls: its socket is there some time before they are served, and a kubelet
// that comes in between ends at once.
func answers(ctx context.Context, socket string) error {
	connection, err := grpc.NewClient("unix://"+socket, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(ctx, criTimeout)
	defer cancel()
	_, err = cri.NewRuntimeServiceClient(connection).Version(ctx, &cri.VersionRequest{})
	return err
}

func writeFile(path string, text []byte, mode os.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, text, mode)
}
