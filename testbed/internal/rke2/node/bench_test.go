package node

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"registrymirror.dev/testbed/internal/rke2/options"
	"registrymirror.dev/testbed/internal/supervisor"
)

// bench is a node whose programs are played by the test binary.
type bench struct {
	t     *testing.T
	dir   string
	node  *Node
	ready chan struct{}
	stop  context.CancelFunc
	ended chan struct{}
	err   error // of the run, once it has ended
}

func newBench(t *testing.T, role supervisor.Role) *bench {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TEST_DIR", dir)
	// A socket's path is limited to 108 bytes.
	run, err := os.MkdirTemp("", "n")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(run) })
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{"containerd", "kubelet", "ctr", "kubectl"} {
		script := fmt.Sprintf("#!/bin/sh\nexport %s=%s\nexec %q \"$@\"\n", playsVariable, program, self)
		write(t, filepath.Join(dir, "bin", program), script, 0o755)
	}
	b := &bench{t: t, dir: dir, ready: make(chan struct{}, 1)}
	b.node = &Node{
		Options: &options.Options{Program: "rke2", DataDir: dir + "/data", PrivateRegistry: dir + "/registries.yaml"},
		Role:    role,
		Layout:  Layout{DataDir: dir + "/data", RunDir: run, KubeletDir: dir + "/kubelet", HealthzPort: freePort(t)},

		SupervisorFile: dir + "/supervisor.json",
		RetryInterval:  10 * time.Millisecond,
		Notify: func(state string) error {
			if state != "READY=1" {
				t.Errorf("systemd was told %q", state)
			}
			b.ready <- struct{}{}
			return nil
		},
	}
	b.supervise(func(*supervisor.Config) {})
	return b
}

// supervise writes the supervisor's file, changed.
func (b *bench) supervise(change func(*supervisor.Config)) {
	b.t.Helper()
	c := supervisor.Config{
		NodeName: "node1", Role: b.node.Role, NodeIP: "10.77.1.11", APIServer: "https://127.0.0.1:1", ServiceAddress: "10.101.0.1",
		CAFile: "/ca.crt", KubeletKubeconfig: "/kubelet.kubeconfig", KubeletCertFile: "/kubelet.crt", KubeletKeyFile: "/kubelet.key",
		AdminKubeconfig: "/rke2.yaml", PodCIDR: "10.151.11.0/24", ClusterCIDR: "10.151.0.0/16", ServiceCIDR: "10.101.0.0/16",
		ClusterDNS: "10.101.0.10", ClusterDomain: "cluster.local",
		BinDir: b.dir + "/bin", CNIBinDir: "/cni", ImagesDir: b.dir + "/images", PauseImage: "pause:1",
	}
	change(&c)
	if err := c.Write(b.node.SupervisorFile); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) put(name, text string) {
	b.t.Helper()
	write(b.t, filepath.Join(b.dir, name), text, 0o600)
}

func (b *bench) start() {
	b.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	b.stop, b.ended = cancel, ended
	go func() {
		b.err = b.node.Run(ctx)
		close(ended)
	}()
	b.t.Cleanup(func() {
		cancel()
		b.awaitEnd()
	})
}

func (b *bench) awaitReady() {
	b.t.Helper()
	select {
	case <-b.ready:
	case <-b.ended:
		b.t.Fatalf("ended instead of getting ready: %v", b.err)
	case <-time.After(30 * time.Second):
		b.t.Fatal("not ready")
	}
}

func (b *bench) awaitEnd() error {
	b.t.Helper()
	select {
	case <-b.ended:
		return b.err
	case <-time.After(30 * time.Second):
		b.t.Fatal("the node does not end")
		return nil
	}
}

func (b *bench) calls() string {
	text, err := os.ReadFile(filepath.Join(b.dir, "calls"))
	if err != nil && !os.IsNotExist(err) {
		b.t.Fatal(err)
	}
	return string(text)
}

func (b *bench) awaitCall(text string) {
	b.t.Helper()
	b.eventually(func() bool { return strings.Contains(b.calls(), text) })
}

func (b *bench) eventually(ask func() bool) {
	b.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !ask(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			b.t.Fatalf("it did not happen; calls were\n%s", b.calls())
		}
	}
}

func (b *bench) notReady() {
	b.t.Helper()
	select {
	case <-b.ready:
		b.t.Error("systemd was told that the unit is ready")
	default:
	}
}

func write(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	// Beside and renamed, so that a reader never sees half a file.
	if err := os.WriteFile(path+".new", []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// captureLog gives what is logged from now on.
func captureLog(t *testing.T) func() string {
	t.Helper()
	var mu sync.Mutex
	var text strings.Builder
	logrus.SetOutput(writerFunc(func(p []byte) (int, error) {
		mu.Lock()
		defer mu.Unlock()
		return text.Write(p)
	}))
	t.Cleanup(func() { logrus.SetOutput(os.Stderr) })
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		return text.String()
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
