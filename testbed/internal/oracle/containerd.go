package oracle

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/containerd/containerd/v2/core/remotes/docker"
	dockerconfig "github.com/containerd/containerd/v2/core/remotes/docker/config"
	"github.com/containerd/log"
	"github.com/sirupsen/logrus"

	"registrymirror.dev/testbed/internal/rke2/rewrite"
)

// containerdQuestion asks what containerd sees of a registry.
type containerdQuestion struct {
	Files    map[string][]byte `json:"files"`    // by path below certs.d
	Registry string            `json:"registry"` // host[:port] as it stands in an image's name
}

type seen struct {
	// Hosts are what is tried, in order.
	Hosts []seenHost `json:"hosts"`
	// Undecodable is containerd's complaint about the hosts.toml, which it then ignores.
	Undecodable string `json:"undecodable"`
	// Rewrites are those by URL of the endpoint. The containerd asked knows none: they are read as RKE2's containerd does.
	Rewrites map[string]map[string]string `json:"rewrites"`
	// RewritesUndecodable is a complaint that RKE2's containerd has, and may share.
	RewritesUndecodable string `json:"rewritesUndecodable"`
}

type seenHost struct {
	Scheme       string   `json:"scheme"`
	Host         string   `json:"host"`
	Path         string   `json:"path"`
	Capabilities []string `json:"capabilities"`
	FallsBack    bool     `json:"fallsBack"` // to plain HTTP, from https
	Insecure     bool     `json:"insecure"`
	CAs          []string `json:"cas"`     // common names of the certificates trusted besides the system's
	Clients      []string `json:"clients"` // common names of the client's certificates
}

func containerdSees(question containerdQuestion) (any, error) {
	certs, err := os.MkdirTemp("", "certs.d-*")
	if err != nil {
		return nil, fault{err}
	}
	defer os.RemoveAll(certs)
	for path, text := range question.Files {
		if err := put(filepath.Join(certs, path), text); err != nil {
			return nil, fault{err}
		}
	}
	folder := dockerconfig.HostDirFromRoot(certs)
	answer := seen{Rewrites: map[string]map[string]string{}}
	complaints := &complaints{}
	transports := map[*http.Client]*http.Transport{}
	configured := dockerconfig.ConfigureHosts(complaints.context(), dockerconfig.HostOptions{
		HostDir: folder,
		UpdateClient: func(client *http.Client) error {
			transports[client] = client.Transport.(*http.Transport)
			return nil
		},
	})
	hosts, err := configured(question.Registry)
	if err != nil {
		return nil, err
	}
	for _, host := range hosts {
		seen, err := describeHost(host, transports[host.Client])
		if err != nil {
			return nil, err
		}
		answer.Hosts = append(answer.Hosts, seen)
	}
	answer.Undecodable = complaints.text
	if dir, err := folder(question.Registry); err == nil {
		answer.readRewrites(dir)
	}
	return answer, nil
}

func put(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}

func (s *seen) readRewrites(dir string) {
	text, err := os.ReadFile(filepath.Join(dir, "hosts.toml"))
	if err != nil {
		return
	}
	found := map[string]map[string]string{}
	_, _, err = rewrite.Translate(text, dir, func(endpoint rewrite.Endpoint) string {
		found[endpoint.Scheme+"://"+endpoint.Host+endpoint.Path] = endpoint.Rewrites
		return ""
	})
	if err != nil {
		s.RewritesUndecodable = err.Error()
		return
	}
	s.Rewrites = found
}

func describeHost(host docker.RegistryHost, transport *http.Transport) (seenHost, error) {
	_, plain := host.Client.Transport.(*http.Transport)
	seen := seenHost{
		Scheme: host.Scheme, Host: host.Host, Path: host.Path, FallsBack: !plain,
		Capabilities: capabilities(host.Capabilities), CAs: []string{}, Clients: []string{},
	}
	settings := transport.TLSClientConfig
	seen.Insecure = settings.InsecureSkipVerify
	if settings.RootCAs != nil {
		system, err := systemSubjects()
		if err != nil {
			return seen, fault{err}
		}
		for _, subject := range without(settings.RootCAs, system) {
			name, err := commonName(subject)
			if err != nil {
				return seen, fault{err}
			}
			seen.CAs = append(seen.CAs, name)
		}
	}
	for _, pair := range settings.Certificates {
		name, err := leafName(pair)
		if err != nil {
			return seen, fault{err}
		}
		seen.Clients = append(seen.Clients, name)
	}
	return seen, nil
}

var systemSubjects = sync.OnceValues(func() (map[string]bool, error) {
	system, err := x509.SystemCertPool()
	if err != nil {
		return nil, err
	}
	subjects := map[string]bool{}
	for _, subject := range system.Subjects() { //nolint:staticcheck // this pool's own subjects are all that is asked for
		subjects[string(subject)] = true
	}
	return subjects, nil
})

// without are the subjects that a pool has besides the given ones.
func without(pool *x509.CertPool, known map[string]bool) [][]byte {
	subjects := pool.Subjects() //nolint:staticcheck // those that it leaves out are the system's
	return slices.DeleteFunc(subjects, func(subject []byte) bool { return known[string(subject)] })
}

func commonName(subject []byte) (string, error) {
	var sequence pkix.RDNSequence
	if _, err := asn1.Unmarshal(subject, &sequence); err != nil {
		return "", err
	}
	var name pkix.Name
	name.FillFromRDNSequence(&sequence)
	return name.CommonName, nil
}

func leafName(pair tls.Certificate) (string, error) {
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		return "", err
	}
	return leaf.Subject.CommonName, nil
}

func capabilities(c docker.HostCapabilities) []string {
	names := []string{}
	for _, known := range []struct {
		capability docker.HostCapabilities
		name       string
	}{
		{docker.HostCapabilityPull, "pull"},
		{docker.HostCapabilityResolve, "resolve"},
		{docker.HostCapabilityPush, "push"},
		{docker.HostCapabilityReferrers, "referrers"},
	} {
		if c.Has(known.capability) {
			names = append(names, known.name)
		}
	}
	return names
}

// complaints keeps what containerd only logs: that it could not decode a file.
type complaints struct{ text string }

func (c *complaints) context() context.Context {
	logger := logrus.New()
	logger.SetOutput(io.Discard)
	logger.AddHook(c)
	return log.WithLogger(context.Background(), logrus.NewEntry(logger))
}

func (c *complaints) Levels() []logrus.Level { return []logrus.Level{logrus.ErrorLevel} }

func (c *complaints) Fire(entry *logrus.Entry) error {
	c.text = fmt.Sprintf("%s: %v", entry.Message, entry.Data[logrus.ErrorKey])
	return nil
}
