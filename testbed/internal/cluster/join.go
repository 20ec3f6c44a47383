package cluster

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"

	"sigs.k8s.io/yaml"

	"registrymirror.dev/testbed/internal/controlplane"
	"registrymirror.dev/testbed/internal/image"
	"registrymirror.dev/testbed/internal/kubeconfig"
	"registrymirror.dev/testbed/internal/node"
	"registrymirror.dev/testbed/internal/pki"
	"registrymirror.dev/testbed/internal/supervisor"
)

const (
	nodeDir = "/etc/rancher/node" // what a real RKE2 would get from the supervisor
	local   = "https://127.0.0.1:6443"
)

// serverLabels are what RKE2 labels a server with that has control plane and etcd.
var serverLabels = map[string]string{
	"node-role.kubernetes.io/control-plane": "true",
	"node-role.kubernetes.io/etcd":          "true",
	"node-role.kubernetes.io/master":        "true",
}

// labelsByRKE2 are the labels that n gets from RKE2 after its kubelet has registered it.
func labelsByRKE2(n node.Node) map[string]string {
	if n.Server {
		return serverLabels
	}
	return nil
}

// rke2Config is /etc/rancher/rke2/config.yaml.
type rke2Config struct {
	Server   string `json:"server,omitempty"`
	NodeName string `json:"node-name"`
	NodeIP   string `json:"node-ip"`
}

// join gives a new node all that it needs to know of the cluster; a node that has it keeps it.
func join(n node.Node, plane *controlplane.Plane) error {
	path := n.Disk(supervisor.Path)
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	if err := writeRKE2Config(n); err != nil {
		return fmt.Errorf("join %s: %w", n.Name, err)
	}
	s := supervisor.Config{
		NodeName: n.Name, Role: supervisor.Agent, NodeIP: n.Plan.Node(n.Number).String(),
		APIServer: n.Plan.APIServerURL(), ServiceAddress: n.Plan.KubernetesService().String(),
		CAFile:            filepath.Join(nodeDir, "ca.crt"),
		KubeletKubeconfig: filepath.Join(nodeDir, "kubelet.kubeconfig"),
		KubeletCertFile:   filepath.Join(nodeDir, "kubelet.crt"),
		KubeletKeyFile:    filepath.Join(nodeDir, "kubelet.key"),
		PodCIDR:           n.Plan.NodePods(n.Number).String(), ClusterCIDR: n.Plan.Pods().String(), ServiceCIDR: n.Plan.Services().String(),
		ClusterDNS: n.Plan.ClusterDNS().String(), ClusterDomain: "cluster.local",
		BinDir: node.BinDir, CNIBinDir: node.CNIBinDir, ImagesDir: node.ImagesDir, PauseImage: image.PauseName,
	}
	server := s.APIServer
	s.RoleLabels = labelsByRKE2(n)
	if n.Server {
		s.Role, server = supervisor.Server, local
		s.AdminKubeconfig = "/etc/rancher/rke2/rke2.yaml"
		if err := writeAdmin(n, plane.Authority()); err != nil {
			return fmt.Errorf("join %s: %w", n.Name, err)
		}
	}
	if err := writeKubelet(n, s, plane.Authority(), server); err != nil {
		return fmt.Errorf("join %s: %w", n.Name, err)
	}
	return s.Write(path) // the last: with it there, the node has joined
}

func writeRKE2Config(n node.Node) error {
	c := rke2Config{NodeName: n.Name, NodeIP: n.Plan.Node(n.Number).String()}
	if !n.Server {
		c.Server = fmt.Sprintf("https://%s:9345", n.Plan.APIServer())
	}
	data, err := yaml.Marshal(c)
	if err != nil {
		return err
	}
	return os.WriteFile(n.Disk("/etc/rancher/rke2/config.yaml"), data, 0o600)
}

func writeAdmin(n node.Node, ca *pki.Authority) error {
	pair, err := ca.Issue(pki.Request{CommonName: "system:admin", Organization: []string{"system:masters"}})
	if err != nil {
		return err
	}
	return kubeconfig.Write(n.Disk("/etc/rancher/rke2/rke2.yaml"), "default", local, ca.CertPEM, pair)
}

func writeKubelet(n node.Node, s supervisor.Config, ca *pki.Authority, server string) error {
	pair, err := ca.Issue(pki.Request{
		CommonName: "system:node:" + n.Name, Organization: []string{"system:nodes"},
		DNSNames: []string{n.Name}, Addresses: []netip.Addr{n.Plan.Node(n.Number)},
	})
	if err != nil {
		return err
	}
	for path, data := range map[string][]byte{s.CAFile: ca.CertPEM, s.KubeletCertFile: pair.Cert, s.KubeletKeyFile: pair.Key} {
		if err := os.WriteFile(n.Disk(path), data, 0o600); err != nil {
			return err
		}
	}
	return kubeconfig.Write(n.Disk(s.KubeletKubeconfig), "testbed", server, ca.CertPEM, pair)
}
