package supervisor

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func server() Config {
	return Config{
		NodeName: "server1", Role: Server, NodeIP: "10.77.1.11",
		APIServer: "https://10.77.1.2:443", ServiceAddress: "10.101.0.1",
		CAFile: "/etc/rancher/node/ca.crt", KubeletKubeconfig: "/etc/rancher/node/kubelet.kubeconfig",
		KubeletCertFile: "/etc/rancher/node/kubelet.crt", KubeletKeyFile: "/etc/rancher/node/kubelet.key",
		AdminKubeconfig: "/etc/rancher/rke2/rke2.yaml", RoleLabels: map[string]string{"node-role.kubernetes.io/etcd": "true"},
		PodCIDR: "10.151.11.0/24", ClusterCIDR: "10.151.0.0/16", ServiceCIDR: "10.101.0.0/16",
		ClusterDNS: "10.101.0.10", ClusterDomain: "cluster.local",
		BinDir: "/usr/local/lib/rke2/bin", CNIBinDir: "/usr/local/lib/rke2/cni", ImagesDir: "/usr/local/share/rke2/images",
		PauseImage: "registry-mirror.local/pause:1",
	}
}

func TestWhatIsWrittenIsWhatIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "supervisor.json")
	if err := server().Write(path); err != nil {
		t.Fatal(err)
	}
	got, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, server()) {
		t.Errorf("read %+v, wrote %+v", got, server())
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("mode is %v, want 0600", info.Mode().Perm())
	}
}

func TestEveryFaultyFieldIsNamedAtOnce(t *testing.T) {
	c := server()
	c.Role, c.NodeIP, c.PodCIDR, c.APIServer, c.CAFile = "boss", "10.77.1", "10.151.11.0", "http://10.77.1.2", "ca.crt"
	err := c.Validate()
	if err == nil {
		t.Fatal("accepted")
	}
	for _, field := range []string{"role", "nodeIP", "podCIDR", "apiServer", "caFile"} {
		if !strings.Contains(err.Error(), field+":") {
			t.Errorf("%q does not name %s", err, field)
		}
	}
}

func TestAnAgentNeedsNoAdminKubeconfig(t *testing.T) {
	c := server()
	c.AdminKubeconfig = ""
	if c.Validate() == nil {
		t.Error("a server without adminKubeconfig was accepted")
	}
	c.Role = Agent
	if err := c.Validate(); err != nil {
		t.Error(err)
	}
}
