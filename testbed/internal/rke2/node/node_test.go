package node

import (
	"context"
	"fmt"
	"io"
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

func TestWithoutARegistriesFileTheNodeGetsReadyAndEndsWithItsChildren(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	b.start()
	b.awaitReady()
	b.stop()
	if err := b.awaitEnd(); err != nil {
		t.Error(err)
	}
	for _, child := range []string{"containerd", "kubelet"} {
		if !strings.Contains(b.calls(), child+" ended politely") {
			t.Errorf("%s lives on or was killed", child)
		}
	}
}

func TestReadyWaitsForAHealthyKubelet(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	b.put("kubelet-sick", "")
	b.start()
	b.awaitCall("kubelet --config=")
	b.eventually(func() bool { // until it answers, which is that it is sick
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", b.node.Layout.HealthzPort))
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
	b.notReady()
	if err := os.Remove(filepath.Join(b.dir, "kubelet-sick")); err != nil {
		t.Fatal(err)
	}
	b.awaitReady()
}

func TestAFileThatDoesNotParseStartsNothingUntilAGoodOneIsPut(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	logged := captureLog(t)
	b.put("registries.yaml", "mirrors:\n  docker.io:\n    endpoint: https://m.example\n")
	b.start()
	b.eventually(func() bool {
		return strings.Count(logged(), `level=info msg="Waiting to retrieve agent configuration; server is not ready: yaml: unmarshal errors:`) > 2
	})
	b.notReady()
	if got := b.calls(); got != "" {
		t.Errorf("started %s", got)
	}
	if exists(b.node.Layout.certsDir()) {
		t.Error("certs.d was written")
	}
	b.put("registries.yaml", "mirrors:\n  docker.io:\n    endpoint: [https://m.example]\n")
	b.awaitReady()
	text, err := os.ReadFile(filepath.Join(b.node.Layout.certsDir(), "docker.io", "hosts.toml"))
	if err != nil || !strings.Contains(string(text), `[host."https://m.example/v2"]`) {
		t.Errorf("hosts.toml is %q, %v", text, err)
	}
}

func TestTheFileIsReadAtTheStartOnly(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	b.put("registries.yaml", "")
	b.start()
	b.awaitReady()
	b.put("registries.yaml", "mirrors: [")
	b.stop()
	if err := b.awaitEnd(); err != nil {
		t.Error(err)
	}
}

func TestAChildThatDiesEndsTheProcessWithAnErrorAndTheOtherChild(t *testing.T) {
	for _, child := range []string{"containerd", "kubelet"} {
		t.Run(child, func(t *testing.T) {
			b := newBench(t, supervisor.Agent)
			b.start()
			b.awaitReady()
			b.put(child+"-dies", "")
			if err := b.awaitEnd(); err == nil || err.Error() != child+" exited: exit status 7" {
				t.Errorf("ended with %v", err)
			}
			other := map[string]string{"containerd": "kubelet", "kubelet": "containerd"}[child]
			if !strings.Contains(b.calls(), other+" ended politely") {
				t.Errorf("%s lives on", other)
			}
		})
	}
}

func TestAConfigurationThatRKE2sContainerdCannotReadEndsTheProcess(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	b.put("registries.yaml", `configs: {r.example: {auth: {password: "a\x01b"}}}`) // makes config.toml invalid
	b.start()
	if err := b.awaitEnd(); err == nil || !strings.HasPrefix(err.Error(), "failed to start container runtime: containerd exited: failed to load TOML") {
		t.Errorf("ended with %v", err)
	}
	b.notReady()
	// Not even asked: a newer containerd would take the file.
	if got := b.calls(); got != "" {
		t.Errorf("started %s", got)
	}
}

func TestAContainerdThatEndsAtOnceEndsTheProcess(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	if err := os.WriteFile(filepath.Join(b.dir, "bin", "containerd"), []byte("#!/bin/sh\nexit 3\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	b.start()
	if err := b.awaitEnd(); err == nil || err.Error() != "failed to start container runtime: containerd exited: exit status 3" {
		t.Errorf("ended with %v", err)
	}
	b.notReady()
}

func TestImageArchivesAreImportedOnceAndAgainWhenTheyChange(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	b.put("images/pause.tar", "1")
	b.put("data/agent/images/more.tar", "1")
	b.put("data/agent/images/README", "1")
	imports := func() (pause, more int) {
		return strings.Count(b.calls(), "images import "+b.dir+"/images/pause.tar"),
			strings.Count(b.calls(), "images import "+b.dir+"/data/agent/images/more.tar")
	}
	for _, step := range []struct {
		change              string
		wantPause, wantMore int
	}{
		{wantPause: 1, wantMore: 1},
		{wantPause: 1, wantMore: 1},
		{change: "data/agent/images/more.tar", wantPause: 1, wantMore: 2},
	} {
		if step.change != "" {
			b.put(step.change, "22")
		}
		b.start()
		b.awaitReady()
		b.stop()
		if err := b.awaitEnd(); err != nil {
			t.Fatal(err)
		}
		if pause, more := imports(); pause != step.wantPause || more != step.wantMore {
			t.Errorf("imported %d and %d times, want %d and %d", pause, more, step.wantPause, step.wantMore)
		}
	}
	if strings.Contains(b.calls(), "README") {
		t.Error("imported what is no archive")
	}
}

func TestABrokenArchiveCostsItsImagesNotTheNode(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	b.put("images/pause.tar", "1")
	b.put("ctr-fails", "")
	b.start()
	b.awaitReady()
}

func TestTheKubeletGetsTheSettingsOfTheNode(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	o := b.node.Options
	o.NodeLabels, o.NodeTaints, o.KubeletArgs = []string{"a=1", "b=2"}, []string{"k=v:NoSchedule"}, []string{"max-pods=50", "v=2"}
	b.start()
	b.awaitReady()
	b.awaitCall("kubelet --config=" + b.dir + "/data/agent/etc/kubelet.yaml --kubeconfig=/kubelet.kubeconfig --hostname-override=node1 " +
		"--node-ip=10.77.1.11 --root-dir=" + b.dir + "/kubelet --cert-dir=" + b.dir + "/kubelet/pki --node-labels=a=1,b=2 " +
		"--register-with-taints=k=v:NoSchedule --max-pods=50 --v=2\n")
}

func TestContainerdReadsATranslationOfWhatRKE2Writes(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	b.put("registries.yaml", `
mirrors: {quay.io: {endpoint: [https://m.example], rewrite: {"^(.*)$": "hub/$1"}}, docker.io: {endpoint: [https://m.example]}}
configs: {m.example: {auth: {username: u, password: p}}}
`)
	b.start()
	b.awaitReady()
	read := func(path ...string) string {
		t.Helper()
		text, err := os.ReadFile(b.node.Layout.agent(append([]string{"etc"}, path...)...))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	const tables = ".registry.configs."
	if rke2 := read("containerd", "config.toml"); !strings.Contains(rke2, "config_path = \""+b.node.Layout.certsDir()+"\"") || strings.Count(rke2, tables) != 1 {
		t.Errorf("config.toml is not RKE2's:\n%s", rke2)
	}
	stock := read("containerd-testbed", "config.toml")
	if !strings.Contains(stock, "config_path = \""+b.node.Layout.stockCertsDir()+"\"") || strings.Count(stock, tables) != 2 {
		t.Errorf("containerd's config.toml lacks the login of the proxy:\n%s", stock)
	}
	if got := read("containerd", "certs.d", "quay.io", "hosts.toml"); strings.Contains(got, "127.0.0.1") {
		t.Errorf("hosts.toml is not RKE2's:\n%s", got)
	}
	translated := read("containerd-testbed", "certs.d", "quay.io", "hosts.toml")
	_, rest, _ := strings.Cut(translated, `[host."http://`)
	if address, _, found := strings.Cut(rest, "/"); !found || !strings.Contains(stock, tables+"'"+address+"'.auth") {
		t.Errorf("no login for %s, to which this leads:\n%s", address, translated)
	}
	if got, want := read("containerd-testbed", "certs.d", "docker.io", "hosts.toml"), read("containerd", "certs.d", "docker.io", "hosts.toml"); got != want {
		t.Errorf("without a rewrite it is\n%s\nwant\n%s", got, want)
	}
	b.awaitCall("containerd -c " + b.node.Layout.stockConfig())
}

func TestAServerForwardsWhileItsAgentWaits(t *testing.T) {
	api, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer api.Close()
	go func() {
		for {
			conn, err := api.Accept()
			if err != nil {
				return
			}
			fmt.Fprint(conn, "api")
			conn.Close()
		}
	}()
	b := newBench(t, supervisor.Server)
	address := fmt.Sprintf("127.0.0.1:%d", freePort(t))
	b.node.ServerAddresses = []string{address}
	b.supervise(func(c *supervisor.Config) {
		c.APIServer = "https://" + api.Addr().String()
		c.RoleLabels = map[string]string{"node-role.kubernetes.io/etcd": "true", "a": "b"}
	})
	b.put("registries.yaml", "mirrors: [")
	b.put("data/server/manifests/install.yaml", "kind: Namespace\n")
	b.start()
	b.eventually(func() bool {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return false
		}
		defer conn.Close()
		text, err := io.ReadAll(conn)
		return err == nil && string(text) == "api"
	})
	b.awaitCall("kubectl --kubeconfig=/rke2.yaml --request-timeout=30s apply --server-side --force-conflicts --field-manager=deploy@node1 --filename=" +
		b.dir + "/data/server/manifests/install.yaml")
	b.awaitCall("label node node1 --overwrite a=b node-role.kubernetes.io/etcd=true")
	b.notReady()
	b.put("registries.yaml", "")
	b.awaitReady()
}

func TestAServerWhoseAddressIsTakenEnds(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	b := newBench(t, supervisor.Server)
	b.node.ServerAddresses = []string{taken.Addr().String()}
	b.start()
	if err := b.awaitEnd(); err == nil || !strings.Contains(err.Error(), "address already in use") {
		t.Errorf("ended with %v", err)
	}
}

func TestTheWrongRoleOrNameKeepsTheAgentWaiting(t *testing.T) {
	for want, change := range map[string]func(*supervisor.Config){
		"says that this node is a server": func(c *supervisor.Config) { c.Role = supervisor.Server },
		"the certificates in":             func(c *supervisor.Config) { c.NodeName = "node2" },
	} {
		b := newBench(t, supervisor.Agent)
		b.node.Options.NodeName = "node1"
		b.supervise(change)
		if _, err := b.node.retrieve(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
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
