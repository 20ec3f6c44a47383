package controlplane

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"registrymirror.dev/testbed/internal/kubeconfig"
	"registrymirror.dev/testbed/internal/pki"
)

func (p *Plane) issue() error {
	first := p.config.Services.Addr().Next()
	_, err := p.ca.IssueTo(p.pkiDir(), "apiserver", pki.Request{
		CommonName: "kube-apiserver",
		DNSNames: []string{
			"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
		},
		Addresses: []netip.Addr{netip.MustParseAddr("127.0.0.1"), p.config.Advertise, first},
	})
	if err != nil {
		return err
	}
	_, err = p.ca.IssueTo(p.pkiDir(), "kubelet-client", pki.Request{CommonName: "kube-apiserver-kubelet-client", Organization: []string{"system:masters"}})
	if err != nil {
		return err
	}
	clients := map[string]pki.Request{"admin": {CommonName: "admin", Organization: []string{"system:masters"}}}
	if p.config.WithControllers {
		clients["kube-controller-manager"] = pki.Request{CommonName: "system:kube-controller-manager"}
		clients["kube-scheduler"] = pki.Request{CommonName: "system:kube-scheduler"}
	}
	for name, request := range clients {
		pair, err := p.ca.IssueTo(p.pkiDir(), name, request)
		if err != nil {
			return err
		}
		if err := kubeconfig.Write(p.path(name+".kubeconfig"), p.config.Name, p.URL(), p.ca.CertPEM, pair); err != nil {
			return err
		}
		if name == "admin" {
			if p.client, err = httpClient(p.ca.CertPEM, pair); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *Plane) ready(ctx context.Context) error {
	_, err := p.Get(ctx, "/readyz")
	return err
}

// Get asks the API server for a path, with the administrator's rights, and returns what it answers.
func (p *Plane) Get(ctx context.Context, path string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL()+path, nil)
	if err != nil {
		return nil, fmt.Errorf("ask for %s: %w", path, err)
	}
	response, err := p.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("ask for %s: %w", path, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("ask for %s: %w", path, err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s: %s", path, response.Status, strings.TrimSpace(string(body)))
	}
	return body, nil
}

func httpClient(ca []byte, client pki.Pair) (*http.Client, error) {
	cert, err := tls.X509KeyPair(client.Cert, client.Key)
	if err != nil {
		return nil, fmt.Errorf("client certificate: %w", err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	return &http.Client{
		Timeout:   5 * time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{cert}}, DisableKeepAlives: true},
	}, nil
}
