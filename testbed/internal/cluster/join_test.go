package cluster

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"registrymirror.dev/testbed/internal/controlplane"
	"registrymirror.dev/testbed/internal/network"
	"registrymirror.dev/testbed/internal/node"
	"registrymirror.dev/testbed/internal/pki"
	"registrymirror.dev/testbed/internal/state"
	"registrymirror.dev/testbed/internal/supervisor"
)

func joined(t *testing.T, n state.Node) (node.Node, supervisor.Config) {
	t.Helper()
	plan := network.PlanFor(3)
	plane, err := controlplane.Prepare(controlplane.Config{
		Dir: filepath.Join(t.TempDir(), "controlplane"), Name: "test", Bind: netip.IPv4Unspecified(), Advertise: plan.APIServer(),
		Services: plan.Services(), Ports: controlplane.Ports{API: 443}, WithControllers: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	made := node.Node{Node: n, Dir: filepath.Join(t.TempDir(), n.Name), Plan: plan}
	for _, dir := range []string{"etc/rancher/rke2", "etc/rancher/node"} {
		if err := os.MkdirAll(made.Disk(dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := join(made, plane); err != nil {
		t.Fatal(err)
	}
	config, err := supervisor.Load(made.Disk(supervisor.Path))
	if err != nil {
		t.Fatal(err)
	}
	return made, config
}

func TestAServersConnectionsGoThroughItsOwnRKE2(t *testing.T) {
	n, config := joined(t, state.Node{Name: "server1", Server: true, Number: 11})
	for _, path := range []string{config.KubeletKubeconfig, config.AdminKubeconfig} {
		if text := content(t, n, path); !strings.Contains(text, "server: https://127.0.0.1:6443") {
			t.Errorf("%s:\n%s", path, text)
		}
	}
	if config.APIServer != "https://10.77.3.2:443" || config.ServiceAddress != "10.103.0.1" || config.RoleLabels["node-role.kubernetes.io/etcd"] != "true" {
		t.Errorf("got %+v", config)
	}
}

func TestAnAgentsConnectionsGoToTheAPIServer(t *testing.T) {
	n, config := joined(t, state.Node{Name: "agent1", Number: 51})
	if text := content(t, n, config.KubeletKubeconfig); !strings.Contains(text, "server: https://10.77.3.2:443") {
		t.Errorf("kubelet's kubeconfig:\n%s", text)
	}
	if config.AdminKubeconfig != "" || len(config.RoleLabels) > 0 {
		t.Errorf("an agent has the administrator's rights: %+v", config)
	}
	cert, err := pki.ParseCertificate([]byte(content(t, n, config.KubeletCertFile)))
	if err != nil {
		t.Fatal(err)
	}
	if cert.Subject.CommonName != "system:node:agent1" || cert.VerifyHostname("10.77.3.51") != nil {
		t.Errorf("kubelet's certificate is for %v, %v", cert.Subject, cert.IPAddresses)
	}
}

func content(t *testing.T, n node.Node, path string) string {
	t.Helper()
	data, err := os.ReadFile(n.Disk(path))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
