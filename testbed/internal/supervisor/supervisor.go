// Package supervisor is the file by which the testbed tells the RKE2 stand-in on a node what a real RKE2 would have got from the
// cluster's supervisor port (9345) when it joined: addresses, certificates and the ranges of the pod and service networks.
package supervisor

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
)

// Path is where the file lies on a node.
const Path = "/etc/rancher/node/supervisor.json"

// Role says which of RKE2's two processes a node runs.
type Role string

// The roles of a node.
const (
	Server Role = "server"
	Agent  Role = "agent"
)

// Config is the content of the file. All paths are paths on the node, and all of them exist before RKE2 is started for the first time.
type Config struct {
	NodeName string `json:"nodeName"`
	Role     Role   `json:"role"`
	NodeIP   string `json:"nodeIP"`

	// APIServer is the URL of the real API server, reachable from every node, e.g. https://10.77.1.2:443.
	APIServer string `json:"apiServer"`
	// ServiceAddress is the address of the service "kubernetes", e.g. 10.101.0.1; pods reach the API server there, on port 443.
	// On an agent it is routed to the API server. On a server it belongs to the node's loopback interface, and the stand-in must
	// listen on it (port 443), as well as on 127.0.0.1:6443, and forward to APIServer: so a restart of RKE2 cuts these connections.
	ServiceAddress string `json:"serviceAddress"`

	// CAFile holds the certificate of the cluster's CA: it signed the API server's certificate and every client certificate,
	// so it is also the kubelet's clientCAFile.
	CAFile string `json:"caFile"`
	// KubeletKubeconfig authenticates the kubelet (system:node:NAME). On a server it points at https://127.0.0.1:6443, else at APIServer.
	KubeletKubeconfig string `json:"kubeletKubeconfig"`
	// KubeletCertFile and KubeletKeyFile are the kubelet's serving certificate.
	KubeletCertFile string `json:"kubeletCertFile"`
	KubeletKeyFile  string `json:"kubeletKeyFile"`
	// AdminKubeconfig exists on servers only, where RKE2 has it (/etc/rancher/rke2/rke2.yaml, https://127.0.0.1:6443).
	// The stand-in applies server/manifests with it and keeps RoleLabels on the node.
	AdminKubeconfig string `json:"adminKubeconfig,omitempty"`
	// RoleLabels are the labels that RKE2's control plane, not the kubelet (it may not), puts on this node.
	RoleLabels map[string]string `json:"roleLabels,omitempty"`

	PodCIDR       string `json:"podCIDR"`       // this node's part, e.g. 10.151.11.0/24
	ClusterCIDR   string `json:"clusterCIDR"`   // the pods of all nodes, e.g. 10.151.0.0/16
	ServiceCIDR   string `json:"serviceCIDR"`   // e.g. 10.101.0.0/16
	ClusterDNS    string `json:"clusterDNS"`    // e.g. 10.101.0.10; nothing answers there
	ClusterDomain string `json:"clusterDomain"` // cluster.local

	// BinDir holds containerd, containerd-shim-runc-v2, ctr, runc, kubelet and kubectl.
	BinDir string `json:"binDir"`
	// CNIBinDir holds the CNI plugins bridge, host-local and loopback.
	CNIBinDir string `json:"cniBinDir"`
	// ImagesDir holds image archives (*.tar) that must be in containerd whatever data-dir is, among them PauseImage. The stand-in
	// imports them, and those of <data-dir>/agent/images, before it starts the kubelet; what it imported already it skips.
	ImagesDir string `json:"imagesDir"`
	// PauseImage is the sandbox image, to be pinned in containerd's configuration.
	PauseImage string `json:"pauseImage"`
}

// Load reads and checks the file.
func Load(path string) (Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Config{}, fmt.Errorf("read supervisor file: %w", err)
	}
	var c Config
	if err := json.Unmarshal(data, &c); err != nil {
		return Config{}, fmt.Errorf("parse %s: %w", path, err)
	}
	if err := c.Validate(); err != nil {
		return Config{}, fmt.Errorf("check %s: %w", path, err)
	}
	return c, nil
}

// Write checks c and writes it to path, replacing what is there in one step.
func (c Config) Write(path string) error {
	if err := c.Validate(); err != nil {
		return fmt.Errorf("check supervisor file: %w", err)
	}
	data, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return fmt.Errorf("encode supervisor file: %w", err)
	}
	temp := path + ".tmp"
	if err := os.WriteFile(temp, append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("write supervisor file: %w", err)
	}
	if err := os.Rename(temp, path); err != nil {
		return fmt.Errorf("write supervisor file: %w", err)
	}
	return nil
}

// Validate names every field that is missing or malformed.
func (c Config) Validate() error {
	var errs []error
	refuse := func(field, value, want string) {
		errs = append(errs, fmt.Errorf("%s: %q is not %s", field, value, want))
	}
	if c.NodeName == "" {
		refuse("nodeName", c.NodeName, "a name")
	}
	if c.Role != Server && c.Role != Agent {
		refuse("role", string(c.Role), `"server" or "agent"`)
	}
	if u, err := url.Parse(c.APIServer); err != nil || u.Scheme != "https" || u.Host == "" {
		refuse("apiServer", c.APIServer, "an https URL")
	}
	for field, value := range map[string]string{
		"nodeIP": c.NodeIP, "serviceAddress": c.ServiceAddress, "clusterDNS": c.ClusterDNS,
	} {
		if _, err := netip.ParseAddr(value); err != nil {
			refuse(field, value, "an IP address")
		}
	}
	for field, value := range map[string]string{
		"podCIDR": c.PodCIDR, "clusterCIDR": c.ClusterCIDR, "serviceCIDR": c.ServiceCIDR,
	} {
		if _, err := netip.ParsePrefix(value); err != nil {
			refuse(field, value, "a CIDR")
		}
	}
	paths := map[string]string{
		"caFile": c.CAFile, "kubeletKubeconfig": c.KubeletKubeconfig, "kubeletCertFile": c.KubeletCertFile,
		"kubeletKeyFile": c.KubeletKeyFile, "binDir": c.BinDir, "cniBinDir": c.CNIBinDir, "imagesDir": c.ImagesDir,
	}
	if c.Role == Server {
		paths["adminKubeconfig"] = c.AdminKubeconfig
	}
	for field, value := range paths {
		if !filepath.IsAbs(value) {
			refuse(field, value, "an absolute path")
		}
	}
	if c.ClusterDomain == "" {
		refuse("clusterDomain", c.ClusterDomain, "a domain")
	}
	if c.PauseImage == "" {
		refuse("pauseImage", c.PauseImage, "an image reference")
	}
	return errors.Join(errs...)
}
