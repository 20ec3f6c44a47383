// Package binaries builds the programs that a cluster is made of, from the Go modules pinned below testbed/binaries, into a cache.
package binaries

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Module is a folder below testbed/binaries: a go.mod that pins everything, and the programs that are built in it.
type Module struct {
	Name     string
	Programs []Program
	Version  string   // module whose version in go.mod the programs report
	LDFlags  []string // {version} stands for that version, {minor} for its minor part
	Tags     []string
	CGO      bool
}

// Program is one main package.
type Program struct{ Name, Package string }

const (
	kubernetes = "k8s.io/kubernetes"
	containerd = "github.com/containerd/containerd/v2"
	plugins    = "github.com/containernetworking/plugins"
)

// Modules returns all modules, those first that others wait for.
func Modules() []Module {
	return []Module{
		{
			Name: "k8s",
			Programs: []Program{
				{"etcd", "go.etcd.io/etcd/server/v3"},
				{"kube-apiserver", kubernetes + "/cmd/kube-apiserver"},
				{"kubectl", kubernetes + "/cmd/kubectl"},
				{"kube-controller-manager", kubernetes + "/cmd/kube-controller-manager"},
				{"kube-scheduler", kubernetes + "/cmd/kube-scheduler"},
				{"kubelet", kubernetes + "/cmd/kubelet"},
			},
			Version: kubernetes,
			LDFlags: kubernetesVersion("k8s.io/component-base/version", "k8s.io/client-go/pkg/version"),
		},
		{
			Name: "containerd",
			Programs: []Program{
				{"containerd", containerd + "/cmd/containerd"},
				{"containerd-shim-runc-v2", containerd + "/cmd/containerd-shim-runc-v2"},
				{"ctr", containerd + "/cmd/ctr"},
			},
			Version: containerd,
			LDFlags: []string{"-X " + containerd + "/version.Version={version}"},
		},
		{
			Name:     "runc",
			Programs: []Program{{"runc", "github.com/opencontainers/runc"}},
			Version:  "github.com/opencontainers/runc",
			// Linked statically, with seccomp: this needs a C compiler and libseccomp's headers and archive.
			CGO:     true,
			Tags:    []string{"seccomp", "urfave_cli_no_docs", "netgo", "osusergo"},
			LDFlags: []string{"-linkmode external", "-extldflags -static"},
		},
		{
			Name:     "registry",
			Programs: []Program{{"registry", "github.com/distribution/distribution/v3/cmd/registry"}},
		},
		{
			Name: "cni",
			Programs: []Program{
				{"bridge", plugins + "/plugins/main/bridge"},
				{"host-local", plugins + "/plugins/ipam/host-local"},
				{"loopback", plugins + "/plugins/main/loopback"},
			},
		},
	}
}

func kubernetesVersion(packages ...string) []string {
	var flags []string
	for _, p := range packages {
		flags = append(flags, "-X "+p+".gitVersion={version}", "-X "+p+".gitMajor=1", "-X "+p+".gitMinor={minor}",
			"-X "+p+".gitTreeState=clean")
	}
	return flags
}

// flags are the arguments of "go build" for a module whose go.mod is given.
func (m Module) flags(goMod string) ([]string, error) {
	ldflags := append([]string{"-s", "-w"}, m.LDFlags...)
	joined := strings.Join(ldflags, " ")
	if strings.Contains(joined, "{") {
		version, err := requiredVersion(goMod, m.Version)
		if err != nil {
			return nil, err
		}
		minor := strings.SplitN(version, ".", 3)
		joined = strings.NewReplacer("{version}", version, "{minor}", minor[1]).Replace(joined)
	}
	flags := []string{"-trimpath", "-buildvcs=false", "-ldflags", joined}
	if len(m.Tags) > 0 {
		flags = append(flags, "-tags", strings.Join(m.Tags, ","))
	}
	return flags, nil
}

func requiredVersion(goMod, module string) (string, error) {
	match := regexp.MustCompile(`(?m)^\s*(?:require\s+)?` + regexp.QuoteMeta(module) + ` (v\d+\.\d+\.\S+)`).FindStringSubmatch(goMod)
	if match == nil {
		return "", fmt.Errorf("go.mod requires no version of %s", module)
	}
	return match[1], nil
}

// recipe is all that decides what a module's programs will be.
type recipe struct {
	flags []string
	env   []string
	key   string
}

func (m Module) recipe(source string) (recipe, error) {
	goMod, err := os.ReadFile(filepath.Join(source, "go.mod"))
	if err != nil {
		return recipe{}, err
	}
	goSum, err := os.ReadFile(filepath.Join(source, "go.sum"))
	if err != nil {
		return recipe{}, err
	}
	flags, err := m.flags(string(goMod))
	if err != nil {
		return recipe{}, err
	}
	env := []string{"CGO_ENABLED=0"}
	if m.CGO {
		env = []string{"CGO_ENABLED=1"}
	}
	return recipe{flags: flags, env: env, key: key(goMod, goSum, flags, env)}, nil
}

func key(goMod, goSum []byte, flags, env []string) string {
	h := sha256.New()
	for _, part := range []string{string(goMod), string(goSum), strings.Join(flags, "\x00"), strings.Join(env, "\x00")} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
