package criconfig

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/rancher/wharfie/pkg/registries"
)

const certsDir = "/var/lib/rancher/rke2/agent/etc/containerd/certs.d"

func render(t *testing.T, yaml string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "registries.yaml")
	if err := os.WriteFile(file, []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	read, err := registries.GetPrivateRegistries(file)
	if err != nil {
		t.Fatal(err)
	}
	return Config{Program: "rke2", CertsDir: certsDir, Auths: Auths(read.Registry.Configs)}.Text()
}

func TestTheRegistryPartIsRKE2sByteForByte(t *testing.T) {
	const head = `
[plugins.'io.containerd.cri.v1.images'.registry]
  config_path = "/var/lib/rancher/rke2/agent/etc/containerd/certs.d"
`
	for name, test := range map[string]struct{ yaml, want string }{
		"no login": {"configs: {r.example: {tls: {ca_file: /c}}, s.example: {auth: }}", head},
		"one login, quoted": {`
configs:
  "registry.example.com:5000":
    auth: {username: u, password: 'p"\x'}
`, head + `
[plugins.'io.containerd.cri.v1.images'.registry.configs.'registry.example.com:5000'.auth]
  username = "u"
  password = "p\"\\x"
`},
		"Docker Hub's alias is a name like any other": {
			"configs: {registry-1.docker.io: {auth: {username: one, password: p}}, docker.io: {tls: {insecure_skip_verify: true}}}", head + `
[plugins.'io.containerd.cri.v1.images'.registry.configs.'registry-1.docker.io'.auth]
  username = "one"
  password = "p"
`},
		"sorted by bytes, every field, an empty login, the wildcard": {`
configs:
  b.example: {auth: {identity_token: t, auth: YTpi}}
  "*": {auth: {username: u}}
  B.example: {auth: {}}
`, head + `
[plugins.'io.containerd.cri.v1.images'.registry.configs.'*'.auth]
  username = "u"

[plugins.'io.containerd.cri.v1.images'.registry.configs.'B.example'.auth]

[plugins.'io.containerd.cri.v1.images'.registry.configs.'b.example'.auth]
  auth = "YTpi"
  identitytoken = "t"
`},
	} {
		t.Run(name, func(t *testing.T) {
			text := render(t, test.yaml)
			if !strings.HasSuffix(text, test.want) {
				t.Errorf("got\n%s\nwant at its end\n%s", text, test.want)
			}
			if err := toml.Unmarshal([]byte(text), &map[string]any{}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWhatTOMLDoesNotUnderstandMakesTheFileInvalidAsInRKE2(t *testing.T) {
	for _, yaml := range []string{
		`configs: {r.example: {auth: {password: "a\x01b"}}}`,
		`configs: {r.example: {auth: {password: "bell\a"}}}`,
		`configs: {r.example: {auth: {password: "del\x7f"}}}`,
		`configs: {"r'example": {auth: {password: p}}}`,
	} {
		if err := toml.Unmarshal([]byte(render(t, yaml)), &map[string]any{}); err == nil {
			t.Errorf("%s: the file is valid", yaml)
		}
	}
}
