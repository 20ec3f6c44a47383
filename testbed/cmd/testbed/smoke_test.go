package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"registrymirror.dev/testbed/internal/binaries"
	"registrymirror.dev/testbed/internal/cluster"
	"registrymirror.dev/testbed/internal/state"
)

// bed runs the testbed's command, as everybody does, on a cluster of the test's own.
type bed struct {
	t    *testing.T
	name string
}

func (b bed) try(args ...string) (string, error) {
	b.t.Helper()
	cmd := exec.Command("../../testbed", append([]string{"--cluster", b.name}, args...)...)
	var output, messages bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &messages
	if err := cmd.Run(); err != nil {
		return output.String(), fmt.Errorf("testbed %s: %w\n%s%s", strings.Join(args, " "), err, &output, &messages)
	}
	return strings.TrimSpace(output.String()), nil
}

func (b bed) run(args ...string) string {
	b.t.Helper()
	output, err := b.try(args...)
	if err != nil {
		b.t.Fatal(err)
	}
	return output
}

func (b bed) on(node, script string) string {
	b.t.Helper()
	return b.run("exec", node, "--", "sh", "-c", script)
}

func (b bed) kubectl(args ...string) string {
	b.t.Helper()
	return b.run(append([]string{"kubectl", "--"}, args...)...)
}

func TestAClusterOnThisMachine(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: starts a cluster")
	}
	if os.Getuid() != 0 {
		t.Fatal("a cluster needs root; go test -short leaves it out")
	}
	before := machineSettings(t)
	b := bed{t, fmt.Sprintf("smoke-%d", os.Getpid())}
	t.Cleanup(func() { _, _ = b.try("down") })
	b.run("up", "--servers", "1", "--agents", "1", "--manifests", manifests(t))

	t.Run("nodes are Ready, with RKE2's labels on servers", func(t *testing.T) {
		b := bed{t, b.name}
		servers := b.kubectl("get", "nodes", "-o", "name", "-l",
			"node-role.kubernetes.io/control-plane=true,node-role.kubernetes.io/etcd=true,node-role.kubernetes.io/master=true")
		if servers != "node/server1" {
			t.Errorf("servers are %q", servers)
		}
		b.kubectl("wait", "--for=condition=Ready", "node/server1", "node/agent1", "--timeout=60s")
	})
	t.Run("what lay in server/manifests before the first start is applied", func(t *testing.T) {
		b := bed{t, b.name}
		b.kubectl("wait", "--for=create", "configmap/bootstrap", "-n", "default", "--timeout=60s")
	})
	t.Run("the API server reaches kubelets and pods", func(t *testing.T) { bed{t, b.name}.podsCanBeReached() })
	t.Run("units are found where systemd looks by itself", func(t *testing.T) {
		b := bed{t, b.name}
		if path := b.run("exec", "agent1", "--", "systemctl", "show", "-P", "FragmentPath", "rke2-agent"); path != "/usr/local/lib/systemd/system/rke2-agent.service" {
			t.Errorf("the unit is at %q", path)
		}
		if path := b.run("exec", "agent1", "--", "systemctl", "show", "-P", "UnitPath"); !strings.HasPrefix(path, "/etc/systemd/system") {
			t.Errorf("unit path is %q", path)
		}
	})
	t.Run("a restart of RKE2 leaves containers running", func(t *testing.T) { bed{t, b.name}.restartKeepsContainers() })
	t.Run("a reboot keeps /etc, /var and the machine's identity, and nothing of /run", func(t *testing.T) {
		bed{t, b.name}.survives(func(b bed) { b.run("node", "agent1", "reboot") })
	})
	t.Run("so does a power-off, which ends every process at once", func(t *testing.T) {
		bed{t, b.name}.survives(func(b bed) {
			b.run("node", "agent1", "poweroff")
			if _, err := b.try("exec", "agent1", "--", "true"); err == nil {
				b.t.Error("a command ran on a node that is off")
			}
			b.run("node", "agent1", "boot")
		})
	})
	t.Run("the API server restarts", func(t *testing.T) {
		b := bed{t, b.name}
		b.run("restart", "apiserver")
		b.kubectl("get", "nodes")
	})
	t.Run("bringing it up again changes nothing", func(t *testing.T) {
		b := bed{t, b.name}
		invocation := b.status().Nodes[1].InvocationID
		b.run("up", "--servers", "1", "--agents", "1")
		if now := b.status().Nodes[1].InvocationID; now != invocation || now == "" {
			t.Errorf("invocation was %q and is %q", invocation, now)
		}
	})

	root := state.Open(environment(os.Getenv).state)
	kept, err := root.Find(b.name)
	if err != nil {
		t.Fatal(err)
	}
	c := cluster.New(kept, binaries.Builder{Cache: cache(t)}, nil, os.Stderr)
	// The check itself is checked: while the cluster is up, it must find something of every kind.
	assertFinds(t, c, "link", "route", "network namespace", "control group", "process")
	b.run("down")
	if _, err := os.Stat(kept.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("its state is left: %v", err)
	}
	if after := machineSettings(t); after != before {
		t.Errorf("settings of the machine were\n%s\nand are\n%s", before, after)
	}
}

// cache is where the shell entry has the programs built.
func cache(t *testing.T) string {
	t.Helper()
	base, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(base, "registry-mirror-testbed")
}

func manifests(t *testing.T) string {
	dir := t.TempDir()
	text := "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bootstrap, namespace: default}\n"
	if err := os.WriteFile(filepath.Join(dir, "bootstrap.yaml"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

const pod = `{apiVersion: v1, kind: Pod, metadata: {name: probe}, spec: {nodeName: agent1, terminationGracePeriodSeconds: 1,
  containers: [{name: probe, image: "registry-mirror.local/pause:1", imagePullPolicy: Never,
    command: [sh, -c, "echo hello from $HOSTNAME; exec sleep 1000000"]}]}}`

func (b bed) podsCanBeReached() {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), "pod.yaml")
	if err := os.WriteFile(file, []byte(pod), 0o644); err != nil {
		b.t.Fatal(err)
	}
	b.kubectl("wait", "--for=create", "serviceaccount/default", "--timeout=60s")
	b.kubectl("apply", "-f", file)
	b.kubectl("wait", "--for=condition=Ready", "pod/probe", "--timeout=120s")
	if log := b.kubectl("logs", "probe"); log != "hello from probe" {
		b.t.Errorf("log is %q", log)
	}
	// The pod has an address of its own and reaches the API server at the service's. What answers speaks TLS, so a plain request gets 400.
	answer := b.kubectl("exec", "probe", "--", "sh", "-c",
		`printf 'GET / HTTP/1.0\r\n\r\n' | nc -w 5 $KUBERNETES_SERVICE_HOST $KUBERNETES_SERVICE_PORT | head -n 1`)
	if !strings.Contains(answer, "400 Bad Request") {
		b.t.Errorf("the service address answers %q", answer)
	}
}

func (b bed) restartKeepsContainers() {
	b.t.Helper()
	container := func() string {
		return b.kubectl("get", "pod", "probe", "-o", "jsonpath={.status.containerStatuses[0].containerID} {.status.containerStatuses[0].restartCount}")
	}
	before, kubelet := container(), b.on("agent1", "pidof kubelet")
	b.run("exec", "agent1", "--", "systemctl", "restart", "rke2-agent")
	if now := b.on("agent1", "pidof kubelet"); now == kubelet {
		b.t.Error("the kubelet was not restarted")
	}
	b.kubectl("wait", "--for=condition=Ready", "pod/probe", "--timeout=120s")
	if after := container(); after != before {
		b.t.Errorf("the container was %s and is %s", before, after)
	}
}

// survives marks places of agent1, has it go through something, and looks what is left of the marks.
func (b bed) survives(event func(bed)) {
	b.t.Helper()
	const places = "/etc/systemd/system /etc/rancher/rke2 /var/lib /usr/local/bin /root /run /tmp"
	b.on("agent1", "for d in "+places+"; do touch $d/mark; done")
	identity, boot := b.on("agent1", "cat /etc/machine-id"), b.on("agent1", "cat /proc/sys/kernel/random/boot_id")
	event(b)
	kept := b.on("agent1", "for d in "+places+"; do [ ! -e $d/mark ] || echo $d; rm -f $d/mark; done")
	if want := "/etc/systemd/system\n/etc/rancher/rke2\n/var/lib\n/usr/local/bin\n/root"; kept != want {
		b.t.Errorf("kept were:\n%s", kept)
	}
	if now := b.on("agent1", "cat /etc/machine-id"); now != identity || len(now) != 32 {
		b.t.Errorf("machine-id was %q and is %q", identity, now)
	}
	if now := b.on("agent1", "cat /proc/sys/kernel/random/boot_id"); now == boot || len(now) != 36 {
		b.t.Errorf("boot ID was %q and is %q", boot, now)
	}
	if state := b.on("agent1", "systemctl is-system-running"); state != "running" {
		b.t.Errorf("the system is %s: %s", state, b.on("agent1", "systemctl --failed --no-legend"))
	}
}

func (b bed) status() cluster.Status {
	b.t.Helper()
	var s cluster.Status
	if err := json.Unmarshal([]byte(b.run("status", "-o", "json")), &s); err != nil {
		b.t.Fatal(err)
	}
	if len(s.Nodes) != 2 {
		b.t.Fatalf("status shows %d nodes", len(s.Nodes))
	}
	return s
}

func assertFinds(t *testing.T, c *cluster.Cluster, kinds ...string) {
	t.Helper()
	left, err := c.Left()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range kinds {
		found := false
		for _, item := range left {
			found = found || strings.HasPrefix(item, kind+" ")
		}
		if !found {
			t.Errorf("no %s was found among %v", kind, left)
		}
	}
}

// machineSettings are those that a kubelet or a systemd would like to change, for the whole machine.
func machineSettings(t *testing.T) string {
	t.Helper()
	var all []string
	for _, name := range []string{
		"vm/overcommit_memory", "vm/panic_on_oom", "kernel/panic", "kernel/panic_on_oops", "kernel/hostname", "kernel/core_pattern",
		"kernel/keys/root_maxkeys", "kernel/keys/root_maxbytes", "fs/nr_open", "fs/file-max", "net/ipv4/ip_forward",
	} {
		value, err := os.ReadFile(filepath.Join("/proc/sys", name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, name+" = "+strings.TrimSpace(string(value)))
	}
	return strings.Join(all, "\n")
}
