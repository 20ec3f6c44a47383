package node

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"registrymirror.dev/testbed/internal/supervisor"
)

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
