package node

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v2"

	"registrymirror.dev/testbed/internal/rke2/options"
	"registrymirror.dev/testbed/internal/rke2/process"
	"registrymirror.dev/testbed/internal/supervisor"
)

// kubeletConfiguration is the part of kubelet.config.k8s.io/v1beta1 that is set here.
func kubeletConfiguration(l Layout, s supervisor.Config) yaml.MapSlice {
	return yaml.MapSlice{
		{Key: "apiVersion", Value: "kubelet.config.k8s.io/v1beta1"},
		{Key: "kind", Value: "KubeletConfiguration"},
		{Key: "containerRuntimeEndpoint", Value: "unix://" + l.containerdSocket()},
		{Key: "authentication", Value: map[string]any{
			"anonymous": map[string]any{"enabled": false},
			"webhook":   map[string]any{"enabled": true},
			"x509":      map[string]any{"clientCAFile": s.CAFile},
		}},
		{Key: "authorization", Value: map[string]any{"mode": "Webhook"}},
		{Key: "tlsCertFile", Value: s.KubeletCertFile},
		{Key: "tlsPrivateKeyFile", Value: s.KubeletKeyFile},
		{Key: "clusterDNS", Value: []string{s.ClusterDNS}},
		{Key: "clusterDomain", Value: s.ClusterDomain},
		{Key: "healthzBindAddress", Value: "127.0.0.1"},
		{Key: "healthzPort", Value: l.HealthzPort},
		{Key: "staticPodPath", Value: l.agent("pod-manifests")},
		{Key: "volumePluginDir", Value: filepath.Join(l.KubeletDir, "volumeplugins")},
		// A node shares the machine's kernel, disk and memory with the others and with whatever else runs there.
		{Key: "cgroupDriver", Value: "cgroupfs"},
		{Key: "failCgroupV1", Value: false},
		{Key: "makeIPTablesUtilChains", Value: false},
		{Key: "oomScoreAdj", Value: 0},
		{Key: "evictionHard", Value: map[string]string{"memory.available": "50Mi", "nodefs.available": "1%", "imagefs.available": "1%"}},
		// However full the machine's disk is, images that were loaded for a pod to come must stay.
		{Key: "imageGCHighThresholdPercent", Value: 100},
		{Key: "imageGCLowThresholdPercent", Value: 99},
		// Tests wait for what these govern.
		{Key: "nodeStatusUpdateFrequency", Value: "4s"},
		{Key: "fileCheckFrequency", Value: "2s"},
		{Key: "syncFrequency", Value: "10s"},
		{Key: "serializeImagePulls", Value: false},
		// Tests pull many images at once; beyond its rate the kubelet refuses them without asking containerd.
		{Key: "registryPullQPS", Value: 0},
	}
}

func kubeletArgs(l Layout, s supervisor.Config, o *options.Options) []string {
	ip := s.NodeIP
	if len(o.NodeIP) > 0 {
		ip = strings.Join(o.NodeIP, ",")
	}
	args := []string{
		"--config=" + l.kubeletConfig(),
		"--kubeconfig=" + s.KubeletKubeconfig,
		"--hostname-override=" + s.NodeName,
		"--node-ip=" + ip,
		"--root-dir=" + l.KubeletDir,
		"--cert-dir=" + filepath.Join(l.KubeletDir, "pki"),
	}
	if len(o.NodeLabels) > 0 {
		args = append(args, "--node-labels="+strings.Join(o.NodeLabels, ","))
	}
	if len(o.NodeTaints) > 0 {
		args = append(args, "--register-with-taints="+strings.Join(o.NodeTaints, ","))
	}
	for _, arg := range o.KubeletArgs {
		args = append(args, "--"+arg)
	}
	return args
}

func (n *Node) startKubelet(s supervisor.Config) (*process.Child, error) {
	text, err := yaml.Marshal(kubeletConfiguration(n.Layout, s))
	if err != nil {
		return nil, fmt.Errorf("encode the kubelet's configuration: %w", err)
	}
	if err := os.MkdirAll(n.Layout.agent("pod-manifests"), 0o700); err != nil {
		return nil, err
	}
	if err := writeFile(n.Layout.kubeletConfig(), text, 0o600); err != nil {
		return nil, err
	}
	argv := append([]string{filepath.Join(s.BinDir, "kubelet")}, kubeletArgs(n.Layout, s, n.Options)...)
	return process.Start("kubelet", argv, n.Layout.kubeletLog())
}

// kubeletHealthy asks the kubelet itself, once.
func (n *Node) kubeletHealthy(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	url := "http://127.0.0.1:" + strconv.Itoa(n.Layout.HealthzPort) + "/healthz"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 64))
	return err == nil && response.StatusCode == http.StatusOK && string(body) == "ok"
}
