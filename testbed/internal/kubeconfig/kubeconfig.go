// Package kubeconfig writes kubeconfig files.
package kubeconfig

import (
	"fmt"
	"os"
	"path/filepath"

	"sigs.k8s.io/yaml"

	"registrymirror.dev/testbed/internal/pki"
)

type file struct {
	APIVersion     string         `json:"apiVersion"`
	Kind           string         `json:"kind"`
	Clusters       []namedCluster `json:"clusters"`
	Users          []namedUser    `json:"users"`
	Contexts       []namedContext `json:"contexts"`
	CurrentContext string         `json:"current-context"`
}

type namedCluster struct {
	Name    string  `json:"name"`
	Cluster cluster `json:"cluster"`
}

type cluster struct {
	Server string `json:"server"`
	CAData []byte `json:"certificate-authority-data"`
}

type namedUser struct {
	Name string `json:"name"`
	User user   `json:"user"`
}

type user struct {
	CertData []byte `json:"client-certificate-data"`
	KeyData  []byte `json:"client-key-data"`
}

type namedContext struct {
	Name    string  `json:"name"`
	Context context `json:"context"`
}

type context struct {
	Cluster string `json:"cluster"`
	User    string `json:"user"`
}

// Write writes a kubeconfig with one cluster, called name, and one user.
func Write(path, name, server string, ca []byte, client pki.Pair) error {
	data, err := yaml.Marshal(file{
		APIVersion:     "v1",
		Kind:           "Config",
		Clusters:       []namedCluster{{name, cluster{server, ca}}},
		Users:          []namedUser{{name, user{client.Cert, client.Key}}},
		Contexts:       []namedContext{{name, context{name, name}}},
		CurrentContext: name,
	})
	if err != nil {
		return fmt.Errorf("encode kubeconfig: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write kubeconfig: %w", err)
	}
	if err := os.WriteFile(path+".tmp", data, 0o600); err != nil {
		return fmt.Errorf("write kubeconfig: %w", err)
	}
	if err := os.Rename(path+".tmp", path); err != nil {
		return fmt.Errorf("write kubeconfig: %w", err)
	}
	return nil
}
