package oracle

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/rancher/wharfie/pkg/registries"
	"github.com/sirupsen/logrus"

	"registrymirror.dev/testbed/internal/rke2/criconfig"
	"registrymirror.dev/testbed/internal/rke2/hosts"
)

// hostsQuestion asks what RKE2 writes for containerd.
type hostsQuestion struct {
	Data    []byte `json:"data"` // a registries.yaml
	Options struct {
		Program   string `json:"program"`
		DataDir   string `json:"dataDir"`
		NoDefault bool   `json:"disableDefaultEndpoint"`
		Embedded  string `json:"embeddedRegistry"` // host:port; empty without one
	} `json:"options"`
}

type written struct {
	// Hosts are the texts of the hosts.toml files, by the name of the registry.
	Hosts map[string]string `json:"hosts"`
	// Auth is what config.toml has after its line config_path.
	Auth string `json:"auth"`
	// LongLines are the names for which there is no text, because a line of it is too long: RKE2 does not start.
	LongLines []string `json:"longLines"`
}

func writeHosts(question hostsQuestion) (any, error) {
	logrus.SetOutput(io.Discard)
	registry, err := read(question.Data)
	if err != nil {
		return nil, err
	}
	options := question.Options
	entries := hosts.Entries(registry, hosts.Settings{
		Program: options.Program, DataDir: options.DataDir, NoDefaultEndpoint: options.NoDefault, Embedded: options.Embedded,
	})
	answer := written{Hosts: map[string]string{}, Auth: loginTables(registry.Configs, options.Embedded), LongLines: []string{}}
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		text, err := hosts.Text(options.Program, entries[name])
		if err != nil {
			answer.LongLines = append(answer.LongLines, name)
			continue
		}
		answer.Hosts[name] = text
	}
	return answer, nil
}

// loginTables cuts the logins out of a whole config.toml. The embedded registry takes the place of a config of its name.
func loginTables(configs map[string]registries.RegistryConfig, embedded string) string {
	logins := criconfig.Auths(configs)
	if embedded != "" {
		delete(logins, embedded)
	}
	const before = "  config_path = \"certs.d\"\n"
	text := criconfig.Config{CertsDir: "certs.d", Auths: logins}.Text()
	_, tables, found := strings.Cut(text, before)
	if !found {
		panic(fmt.Sprintf("config.toml has no line %q", before))
	}
	return tables
}
