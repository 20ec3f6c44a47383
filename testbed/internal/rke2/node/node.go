// Package node is one RKE2 or K3s process on one node: from its configuration to a running containerd and kubelet, and to their end.
package node

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/sirupsen/logrus"

	"registrymirror.dev/testbed/internal/rke2/options"
	"registrymirror.dev/testbed/internal/rke2/process"
	"registrymirror.dev/testbed/internal/supervisor"
)

const (
	stopGrace    = 10 * time.Second
	pollInterval = 50 * time.Millisecond
)

// Node is one process.
type Node struct {
	Options        *options.Options
	Role           supervisor.Role
	Layout         Layout
	SupervisorFile string
	RetryInterval  time.Duration
	// ServerAddresses are where a server listens for the API server; nil: where RKE2 does.
	ServerAddresses []string
	// Notify tells the service manager.
	Notify func(state string) error
}

// Run starts what the role asks for and stays until the context ends or something dies, which is an error.
func (n *Node) Run(ctx context.Context) error {
	logrus.Infof("Starting %s %s (stand-in of the testbed)", n.Options.Program, n.Role)
	running, cancel := context.WithCancelCause(ctx)
	tasks := &tasks{fail: cancel}
	defer tasks.wait()
	defer cancel(nil)
	err := n.run(running, tasks)
	switch {
	case ctx.Err() != nil:
		return nil // asked to end
	case running.Err() != nil:
		return context.Cause(running)
	default:
		return err
	}
}

// tasks are what runs beside the children; the first that fails ends the process.
type tasks struct {
	group sync.WaitGroup
	fail  context.CancelCauseFunc
}

func (t *tasks) start(task func() error) {
	t.group.Go(func() {
		if err := task(); err != nil {
			t.fail(err)
		}
	})
}

func (t *tasks) wait() { t.group.Wait() }

func (n *Node) run(ctx context.Context, tasks *tasks) error {
	if n.Role == supervisor.Server {
		if err := n.startServer(ctx, tasks); err != nil {
			return err
		}
	}
	config, err := n.awaitConfig(ctx)
	if err != nil {
		return err
	}
	return n.runAgent(ctx, tasks, config)
}

func (n *Node) runAgent(ctx context.Context, tasks *tasks, config agentConfig) error {
	s := config.supervisor
	for _, dir := range []string{n.Layout.containerdRoot(), n.Layout.imagesDir(), n.Layout.containerdState()} {
		if err := os.MkdirAll(dir, 0o711); err != nil {
			return err
		}
	}
	written, err := n.writeContainerdConfig(config)
	if err != nil {
		return fmt.Errorf("failed to start container runtime: %w", err)
	}
	if err := n.startRewriting(ctx, tasks, written); err != nil {
		return err
	}
	if err := n.writeCNIConfig(s); err != nil {
		return err
	}
	containerd, err := n.startContainerd(ctx, s)
	if err != nil {
		return err
	}
	defer containerd.Stop(stopGrace)
	if err := n.importImages(ctx, s); err != nil {
		return err
	}
	logrus.Infof("Running kubelet, logging to %s", n.Layout.kubeletLog())
	kubelet, err := n.startKubelet(s)
	if err != nil {
		return err
	}
	defer kubelet.Stop(stopGrace)
	return n.watch(ctx, containerd, kubelet)
}

// watch says READY as soon as the kubelet is healthy, and stays until a child dies.
func (n *Node) watch(ctx context.Context, containerd, kubelet *process.Child) error {
	either := make(chan struct{})
	go func() {
		select {
		case <-containerd.Done():
		case <-kubelet.Done():
		case <-ctx.Done():
		}
		close(either)
	}()
	died := func() error {
		select {
		case <-containerd.Done():
			return containerd.Err()
		case <-kubelet.Done():
			return kubelet.Err()
		default:
			return ctx.Err()
		}
	}
	if err := poll(ctx, either, func() bool { return n.kubeletHealthy(ctx) }); err != nil {
		return died()
	}
	logrus.Infof("%s %s is up and running", n.Options.Program, n.Role)
	if err := n.Notify("READY=1"); err != nil {
		return err
	}
	<-either
	return died()
}

var errGaveUp = errors.New("gave up")

// poll asks until the answer is yes, or until there is no use in asking any more.
func poll(ctx context.Context, useless <-chan struct{}, ask func() bool) error {
	ticker := time.NewTicker(pollInterval)
	defer ticker.Stop()
	for !ask() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-useless:
			return errGaveUp
		case <-ticker.C:
		}
	}
	return nil
}
