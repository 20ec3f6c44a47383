package hosts

import (
	"maps"
	"slices"

	"github.com/rancher/wharfie/pkg/registries"
	"github.com/sirupsen/logrus"
)

const (
	wildcard     = "*"
	wildcardName = "_default"
)

// Settings are the options of the node, outside registries.yaml, that decide what is written.
type Settings struct {
	Program           string // rke2 or k3s
	DataDir           string
	NoDefaultEndpoint bool   // disable-default-registry-endpoint
	Embedded          string // host:port of the embedded registry; empty without one
}

// Entry is what goes into one hosts.toml.
type Entry struct {
	Default   *Server // the registry itself; nil: containerd's own idea of it
	Endpoints []Endpoint
}

// Server is the registry itself, tried after all endpoints.
type Server struct {
	URL *string // nil: none is written; empty text: none is tried
	Endpoint
}

// Endpoint is one address that is tried for a registry.
type Endpoint struct {
	URL      string
	Override bool
	Rewrites map[string]string
	Config   registries.RegistryConfig
}

// Entries computes the entries, by folder name.
func Entries(registry *registries.Registry, settings Settings) map[string]Entry {
	b := builder{
		mirrors: registry.Mirrors, configs: registry.Configs,
		embedded: ":", noDefault: settings.NoDefaultEndpoint, entries: map[string]Entry{},
	}
	if settings.Embedded != "" {
		b.embedded = settings.Embedded
		b.addEmbedded(settings)
	}
	// In order of the names, so that of two that collide it is always the same one that wins; in RKE2 it is either.
	for _, name := range slices.Sorted(maps.Keys(b.configs)) {
		b.addConfig(name)
	}
	for _, name := range slices.Sorted(maps.Keys(b.mirrors)) {
		b.addMirror(name)
	}
	maps.DeleteFunc(b.entries, func(_ string, e Entry) bool { return !e.worthWriting() })
	return b.entries
}

type builder struct {
	mirrors   map[string]registries.Mirror
	configs   map[string]registries.RegistryConfig
	embedded  string
	noDefault bool
	entries   map[string]Entry
}

// addEmbedded puts the embedded registry in front of the endpoints of every mirror that is not local.
func (b *builder) addEmbedded(settings Settings) {
	b.configs = cloned(b.configs)
	agent := settings.DataDir + "/agent/"
	b.configs[b.embedded] = registries.RegistryConfig{TLS: &registries.TLSConfig{
		CAFile:   agent + "server-ca.crt",
		CertFile: agent + "client-" + settings.Program + "-controller.crt",
		KeyFile:  agent + "client-" + settings.Program + "-controller.key",
	}}
	endpoint := "https://" + b.embedded + defaultPath
	b.mirrors = cloned(b.mirrors)
	for name, mirror := range b.mirrors {
		if !isLocal(name) {
			mirror.Endpoints = slices.Concat([]string{endpoint}, mirror.Endpoints)
			b.mirrors[name] = mirror
		}
	}
	b.mirrors[b.embedded] = registries.Mirror{Endpoints: []string{endpoint}}
}

func cloned[M ~map[string]V, V any](m M) M {
	if m == nil {
		return M{}
	}
	return maps.Clone(m)
}

func (b *builder) addConfig(name string) {
	a, err := normalise(name, b.embedded)
	if err != nil {
		logrus.Errorf("Failed to generate registry default endpoint URL for config entry %s: %v", name, err)
		return
	}
	server := &Server{URL: &a.url, Endpoint: Endpoint{Override: a.override, Config: b.configs[name]}}
	if name == wildcard {
		server.URL, name = nil, wildcardName
	}
	b.entries[name] = Entry{Default: server}
}

func (b *builder) addMirror(name string) {
	a, err := normalise(name, b.embedded)
	if err != nil {
		logrus.Errorf("Failed to generate registry default endpoint URL for mirror entry %s: %v", name, err)
		return
	}
	// Looked up under the very name: a config for "*" was stored as _default and is not found, so it is lost here.
	entry, found := b.entries[name]
	switch {
	case found:
	case b.noDefault:
	case name == wildcard:
		entry.Default = &Server{URL: new(string)}
	default:
		entry.Default = &Server{URL: &a.url, Endpoint: Endpoint{Override: a.override, Config: b.config(name)}}
	}
	mirror := b.mirrors[name]
	seen := map[string]bool{}
	for i, text := range mirror.Endpoints {
		a, err := normalise(text, b.embedded)
		if err != nil {
			logrus.Warnf("Ignoring invalid endpoint URL %d=%s for %s: %v", i, text, name, err)
			continue
		}
		if seen[a.url] {
			logrus.Warnf("Skipping duplicate endpoint URL %d=%s for %s", i, text, name)
			continue
		}
		seen[a.url] = true
		endpoint := Endpoint{URL: a.url, Override: a.override, Config: b.config(a.lookup)}
		if a.host != b.embedded {
			endpoint.Rewrites = mirror.Rewrites
		}
		if i == len(mirror.Endpoints)-1 && a.url == entry.defaultURL() {
			entry.Default = &Server{URL: &a.url, Endpoint: endpoint}
		} else {
			entry.Endpoints = append(entry.Endpoints, endpoint)
		}
	}
	if name == wildcard {
		name = wildcardName
	}
	b.entries[name] = entry
}

// config finds the config that applies to a host name. There is no fallback to "*".
func (b *builder) config(name string) registries.RegistryConfig {
	if name == dockerHub {
		if config, found := b.configs[dockerHubHost]; found {
			return config
		}
	}
	return b.configs[name]
}

func (e Entry) defaultURL() string {
	if e.Default == nil || e.Default.URL == nil {
		return ""
	}
	return *e.Default.URL
}

func (e Entry) worthWriting() bool {
	if len(e.Endpoints) > 0 {
		return true
	}
	d := e.Default
	return d != nil && (d.Config.Auth != nil || d.Config.TLS != nil || d.Override || len(d.Rewrites) > 0)
}
