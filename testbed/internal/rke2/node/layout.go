package node

import "path/filepath"

// Layout is where things are on a node; only tests move what does not follow from data-dir.
type Layout struct {
	DataDir    string
	RunDir     string // /run/k3s, also under RKE2
	KubeletDir string
	// HealthzPort is the kubelet's, on 127.0.0.1.
	HealthzPort int
}

// DefaultLayout is that of RKE2 and K3s.
func DefaultLayout(dataDir string) Layout {
	return Layout{DataDir: dataDir, RunDir: "/run/k3s", KubeletDir: "/var/lib/kubelet", HealthzPort: 10248}
}

func (l Layout) agent(parts ...string) string {
	return filepath.Join(append([]string{l.DataDir, "agent"}, parts...)...)
}

func (l Layout) containerdConfig() string { return l.agent("etc", "containerd", "config.toml") }
func (l Layout) certsDir() string         { return l.agent("etc", "containerd", "certs.d") }
func (l Layout) stockConfig() string      { return l.agent("etc", "containerd-testbed", "config.toml") }
func (l Layout) stockCertsDir() string    { return l.agent("etc", "containerd-testbed", "certs.d") }
func (l Layout) containerdRoot() string   { return l.agent("containerd") }
func (l Layout) containerdLog() string    { return l.agent("containerd", "containerd.log") }
func (l Layout) containerdState() string  { return filepath.Join(l.RunDir, "containerd") }
func (l Layout) containerdSocket() string {
	return filepath.Join(l.RunDir, "containerd", "containerd.sock")
}
func (l Layout) cniConfDir() string    { return l.agent("etc", "cni", "net.d") }
func (l Layout) imagesDir() string     { return l.agent("images") }
func (l Layout) importedFile() string  { return l.agent("containerd", "imported-archives.json") }
func (l Layout) kubeletConfig() string { return l.agent("etc", "kubelet.yaml") }
func (l Layout) kubeletLog() string    { return l.agent("logs", "kubelet.log") }
func (l Layout) manifestsDir() string  { return filepath.Join(l.DataDir, "server", "manifests") }
func (l Layout) deployedFile() string {
	return filepath.Join(l.DataDir, "server", "deployed-manifests.json")
}
