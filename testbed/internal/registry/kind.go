// Package registry runs real registries (the distribution project's server) as background processes of this machine: one for each way in
// which a node may have to reach a registry. They listen on an address that the nodes reach, keep everything in one folder, and their own
// log is the evidence of who pulled what.
package registry

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is one of the registries, named by what it asks of a client.
type Kind struct {
	Name              string
	Port              int  // where it listens, unless free ports are asked for
	TLS               bool // with a certificate of the private authority
	Login             bool // HTTP basic authentication
	ClientCertificate bool // signed by the private authority
}

var kinds = []Kind{
	{Name: "plain", Port: 5000},
	{Name: "tls", Port: 5001, TLS: true},
	{Name: "basic", Port: 5002, TLS: true, Login: true},
	{Name: "mtls", Port: 5003, TLS: true, ClientCertificate: true},
	{Name: "login", Port: 5004, Login: true},
}

// Kinds returns all registries in the order of their ports.
func Kinds() []Kind { return slices.Clone(kinds) }

// KindOf returns the registry called name.
func KindOf(name string) (Kind, error) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, fmt.Errorf("no registry %q; use one of: %s", name, strings.Join(Names(), ", "))
	}
	return kinds[i], nil
}

// Names returns the names of all registries in the order of their ports.
func Names() []string {
	names := make([]string, 0, len(kinds))
	for _, k := range kinds {
		names = append(names, k.Name)
	}
	return names
}

// HostName is the name by which nodes know the registry; the cluster writes it into their /etc/hosts.
func (k Kind) HostName() string { return k.Name + ".registry.test" }

func (k Kind) scheme() string {
	if k.TLS {
		return "https"
	}
	return "http"
}
