package registry

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// Client reaches one registry by the name that nodes know, from this machine, which need not be able to resolve that name. It trusts the
// private authority; by default it has what the registry asks for.
type Client struct {
	http.Client
	kind  Kind
	host  string
	login authn.Authenticator
}

// Client returns a client of the registry.
func (s Set) Client(k Kind) (Client, error) {
	r, err := s.read()
	if err != nil {
		return Client{}, err
	}
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, r.listens(k))
		},
		ForceAttemptHTTP2: true,
	}
	if k.TLS {
		if transport.TLSClientConfig, err = s.tlsConfig(k); err != nil {
			return Client{}, err
		}
	}
	c := Client{Client: http.Client{Transport: transport}, kind: k, host: r.host(k), login: authn.Anonymous}
	if k.Login {
		login := r.Logins[k.Name]
		c = c.As(login.User, login.Passwords[login.User])
	}
	return c, nil
}

// As returns the same client with another login.
func (c Client) As(user, password string) Client {
	c.login = &authn.Basic{Username: user, Password: password}
	return c
}

// WithoutLogin returns the same client with no login.
func (c Client) WithoutLogin() Client {
	c.login = authn.Anonymous
	return c
}

// Push stores img as repository, which is REPOSITORY:TAG, and returns REPOSITORY@DIGEST.
func (c Client) Push(ctx context.Context, repository string, img v1.Image) (string, error) {
	if !strings.Contains(repository, ":") {
		return "", fmt.Errorf("image %q: has no tag; use REPOSITORY:TAG", repository)
	}
	reference, err := c.reference(repository)
	if err != nil {
		return "", err
	}
	digest, err := img.Digest()
	if err != nil {
		return "", err
	}
	if err := remote.Write(reference, img, c.options(ctx)...); err != nil {
		return "", fmt.Errorf("push %s: %w", reference, err)
	}
	return reference.Context().RepositoryStr() + "@" + digest.String(), nil
}

// Pull fetches the image REPOSITORY:TAG or REPOSITORY@DIGEST. Its layers come when they are read.
func (c Client) Pull(ctx context.Context, repository string) (v1.Image, error) {
	reference, err := c.reference(repository)
	if err != nil {
		return nil, err
	}
	img, err := remote.Image(reference, c.options(ctx)...)
	if err != nil {
		return nil, fmt.Errorf("pull %s: %w", reference, err)
	}
	return img, nil
}

func (c Client) reference(repository string) (name.Reference, error) {
	options := []name.Option{name.StrictValidation}
	if !c.kind.TLS {
		options = append(options, name.Insecure)
	}
	reference, err := name.ParseReference(c.host+"/"+repository, options...)
	if err != nil {
		return nil, fmt.Errorf("image %q: use REPOSITORY:TAG: %w", repository, err)
	}
	return reference, nil
}

func (c Client) options(ctx context.Context) []remote.Option {
	return []remote.Option{remote.WithContext(ctx), remote.WithTransport(c.Transport), remote.WithAuth(c.login), remote.WithUserAgent("testbed")}
}

func (s Set) tlsConfig(k Kind) (*tls.Config, error) {
	file := func(name string) string { return filepath.Join(s.certificates(), name) }
	ca, err := os.ReadFile(file("ca.crt"))
	if err != nil {
		return nil, err
	}
	config := &tls.Config{RootCAs: x509.NewCertPool()}
	if !config.RootCAs.AppendCertsFromPEM(ca) {
		return nil, fmt.Errorf("%s: holds no certificate", file("ca.crt"))
	}
	if k.ClientCertificate {
		pair, err := tls.LoadX509KeyPair(file("client.crt"), file("client.key"))
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return config, nil
}
