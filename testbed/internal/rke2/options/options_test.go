package options

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

func load(t *testing.T, files map[string]string, env map[string]string, args ...string) (*Options, error) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	flags := pflag.NewFlagSet("rke2", pflag.ContinueOnError)
	o := Flags(flags, "rke2")
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	return o, Load(flags, o, func(name string) (string, bool) {
		if name == "RKE2_CONFIG_FILE" && len(files) > 0 {
			return filepath.Join(dir, "config.yaml"), true
		}
		value, found := env[name]
		return value, found
	})
}

func TestWithoutFilesTheDefaultsAreThoseOfTheProgram(t *testing.T) {
	flags := pflag.NewFlagSet("k3s", pflag.ContinueOnError)
	o := Flags(flags, "k3s")
	if err := Load(flags, o, func(string) (string, bool) { return "", false }); err != nil {
		t.Fatal(err)
	}
	if o.DataDir != "/var/lib/rancher/k3s" || o.PrivateRegistry != "/etc/rancher/k3s/registries.yaml" || o.DisableDefaultRegistryEndpoint {
		t.Errorf("got %+v", o)
	}
}

func TestALaterFileReplacesAndAPlusAppends(t *testing.T) {
	o, err := load(t, map[string]string{
		"config.yaml": `
server: https://10.77.1.2:9345
private-registry: /etc/first.yaml
data-dir: /var/lib/elsewhere/
disable-default-registry-endpoint: true
node-label: [a=1, b=2]
node-taint: "k=v:NoSchedule"
kubelet-arg:
- max-pods=50
`,
		"config.yaml.d/50-second.yaml": "private-registry: /etc/second.yaml\nnode-label+: [c=3]\n",
		"config.yaml.d/60-third.yml":   "node-taint: [x=y:NoExecute]\n",
		"config.yaml.d/70-no.txt":      "private-registry: /etc/no.yaml\n",
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if o.PrivateRegistry != "/etc/second.yaml" || o.DataDir != "/var/lib/elsewhere" || !o.DisableDefaultRegistryEndpoint {
		t.Errorf("got %+v", o)
	}
	if !slices.Equal(o.NodeLabels, []string{"a=1", "b=2", "c=3"}) || !slices.Equal(o.NodeTaints, []string{"x=y:NoExecute"}) ||
		!slices.Equal(o.KubeletArgs, []string{"max-pods=50"}) {
		t.Errorf("got %+v", o)
	}
}

func TestAFlagWinsOverTheFileAndTheFileOverTheEnvironment(t *testing.T) {
	files := map[string]string{"config.yaml": "data-dir: /file\nnode-label: [a=1]\nprivate-registry: /file.yaml\n"}
	env := map[string]string{"RKE2_DATA_DIR": "/env", "RKE2_NODE_NAME": "from-env"}
	o, err := load(t, files, env, "--node-label=b=2", "--private-registry", "/flag.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if o.PrivateRegistry != "/flag.yaml" || !slices.Equal(o.NodeLabels, []string{"b=2"}) || o.DataDir != "/file" || o.NodeName != "from-env" {
		t.Errorf("got %+v", o)
	}
}

func TestAKeyAloneSwitchesABooleanOn(t *testing.T) {
	o, err := load(t, map[string]string{"config.yaml": "disable-default-registry-endpoint:\n"}, nil)
	if err != nil || !o.DisableDefaultRegistryEndpoint {
		t.Errorf("got %v, %v", o.DisableDefaultRegistryEndpoint, err)
	}
}

func TestBadSettingsAreRefusedByName(t *testing.T) {
	for name, text := range map[string]string{
		"disable-default-registry-endpoint": "disable-default-registry-endpoint: perhaps\n",
		"embedded-registry":                 "embedded-registry: true\n",
		"kubelet-arg":                       "kubelet-arg: [max-pods]\n",
		"data-dir":                          "data-dir: {a: b}\n",
		"config.yaml":                       "a: [\n",
	} {
		if _, err := load(t, map[string]string{"config.yaml": text}, nil); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%q: got %v, want an error that names %s", text, err, name)
		}
	}
}

func TestAnExplicitFileMustExist(t *testing.T) {
	if _, err := load(t, nil, map[string]string{"RKE2_CONFIG_FILE": "/nonexistent/config.yaml"}); err == nil {
		t.Error("a missing file was accepted")
	}
	if _, err := load(t, nil, nil, "--config=/nonexistent/config.yaml"); err == nil {
		t.Error("a missing file was accepted")
	}
}
