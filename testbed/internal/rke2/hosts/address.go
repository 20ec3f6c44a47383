// Package hosts turns the meaning of a registries.yaml into the certs.d folder that RKE2 and K3s v1.33 to v1.36 write for containerd:
// the same entries, the same text, the same clean-up.
package hosts

import (
	"net"
	"net/url"
	"strings"
)

const (
	dockerHub     = "docker.io"
	dockerHubHost = "registry-1.docker.io"
	defaultPath   = "/v2"
)

// address is a normalised endpoint, or the normalised name of a mirror or config.
type address struct {
	url      string
	host     string // host[:port] of the URL
	lookup   string // the name under which a config for it is looked up
	override bool   // the path stands as written instead of /v2
}

// Address is what an endpoint or a name is normalised to.
type Address struct {
	URL, Host, Lookup string
	Override          bool
}

// Normalise tells what an endpoint, or the name of a mirror or config, is normalised to where the embedded registry is at host:port
// embedded, or ":" without one.
func Normalise(text, embedded string) (Address, error) {
	a, err := normalise(text, embedded)
	return Address{URL: a.url, Host: a.host, Lookup: a.lookup, Override: a.override}, err
}

func normalise(text, embedded string) (address, error) {
	if !strings.Contains(text, "://") {
		text = "//" + text
	}
	u, err := url.Parse(text)
	if err != nil {
		return address{}, err
	}
	if u.Scheme == "" {
		u.Scheme = "https"
		if port := u.Port(); isLocal(u.Host) && port != "" && port != "443" && u.Host != embedded {
			u.Scheme = "http"
		}
	}
	a := address{lookup: u.Host}
	if u.Host == dockerHub {
		u.Host = dockerHubHost
	}
	if u.Host == dockerHubHost {
		a.lookup = dockerHub
	}
	switch u.Path {
	case "", "/", defaultPath:
		u.Path = defaultPath
	default:
		a.override = true
	}
	a.url, a.host = u.String(), u.Host
	return a, nil
}

// isLocal tells whether the host, with or without a port, is this machine itself by its spelling.
func isLocal(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}
