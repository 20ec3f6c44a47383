package node

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sirupsen/logrus"

	"registrymirror.dev/testbed/internal/rke2/forward"
	"registrymirror.dev/testbed/internal/rke2/manifests"
	"registrymirror.dev/testbed/internal/rke2/process"
	"registrymirror.dev/testbed/internal/supervisor"
)

const labelRetry = 2 * time.Second

// startServer starts what a server has beside its agent. None of it waits for the agent's configuration: as on a real server, where the
// API server's container survives a restart, the API can be reached while a broken registries.yaml keeps the agent waiting.
func (n *Node) startServer(ctx context.Context, tasks *tasks) error {
	s, err := supervisor.Load(n.SupervisorFile)
	if err != nil {
		return err
	}
	target, err := hostPort(s.APIServer)
	if err != nil {
		return err
	}
	for _, address := range n.serverAddresses(s) {
		forwarder, err := forward.Listen(address, target)
		if err != nil {
			return err
		}
		tasks.start(func() error { return forwarder.Serve(ctx) })
	}
	kubectl := kubectl{binDir: s.BinDir, kubeconfig: s.AdminKubeconfig, manager: "deploy@" + s.NodeName}
	deployer := manifests.Deployer{Dir: n.Layout.manifestsDir(), StateFile: n.Layout.deployedFile(), Apply: kubectl.apply}
	tasks.start(func() error { deployer.Run(ctx); return nil })
	if len(s.RoleLabels) > 0 {
		tasks.start(func() error { keepLabels(ctx, kubectl, s); return nil })
	}
	return nil
}

func (n *Node) serverAddresses(s supervisor.Config) []string {
	if n.ServerAddresses != nil {
		return n.ServerAddresses
	}
	return []string{"127.0.0.1:6443", net.JoinHostPort(s.ServiceAddress, "443")}
}

func hostPort(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil {
		return "", err
	}
	if u.Port() == "" {
		return net.JoinHostPort(u.Hostname(), "443"), nil
	}
	return u.Host, nil
}

// keepLabels sets the labels that a kubelet may not set itself, as soon as it has registered.
func keepLabels(ctx context.Context, k kubectl, s supervisor.Config) {
	for {
		err := k.label(ctx, s.NodeName, s.RoleLabels)
		if err == nil {
			logrus.Infof("Labels and annotations have been set successfully on node: %s", s.NodeName)
			return
		}
		logrus.Infof("Waiting for control-plane node %s startup: %v", s.NodeName, err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(labelRetry):
		}
	}
}

// kubectl is the bundled program with the administrator's credentials.
type kubectl struct{ binDir, kubeconfig, manager string }

func (k kubectl) apply(ctx context.Context, file string) error {
	return k.run(ctx, "apply", "--server-side", "--force-conflicts", "--field-manager="+k.manager, "--filename="+file)
}

func (k kubectl) label(ctx context.Context, node string, labels map[string]string) error {
	args := []string{"label", "node", node, "--overwrite"}
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		args = append(args, name+"="+labels[name])
	}
	return k.run(ctx, args...)
}

func (k kubectl) run(ctx context.Context, args ...string) error {
	args = append([]string{"--kubeconfig=" + k.kubeconfig, "--request-timeout=30s"}, args...)
	command := exec.CommandContext(ctx, filepath.Join(k.binDir, "kubectl"), args...)
	command.Env = process.Environment(k.binDir)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(string(output)))
	}
	return nil
}
