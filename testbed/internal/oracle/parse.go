package oracle

import (
	"fmt"
	"io"
	"os"

	"github.com/rancher/wharfie/pkg/registries"
	"github.com/sirupsen/logrus"
)

// parseQuestion asks what RKE2 reads in a registries.yaml.
type parseQuestion struct {
	Data []byte `json:"data"` // the file's bytes, in base64
}

// What RKE2 read, under the file's own names. A list or a map that is not there is null.
type (
	parsed struct {
		Mirrors map[string]mirror      `json:"mirrors"`
		Configs map[string]config      `json:"configs"`
		Auths   map[string]credentials `json:"auths"`
	}
	mirror struct {
		Endpoint []string          `json:"endpoint"`
		Rewrite  map[string]string `json:"rewrite"`
	}
	config struct {
		Auth *credentials `json:"auth"`
		TLS  *transport   `json:"tls"`
	}
	credentials struct {
		Username      string `json:"username"`
		Password      string `json:"password"`
		Auth          string `json:"auth"`
		IdentityToken string `json:"identity_token"`
	}
	transport struct {
		CAFile             string `json:"ca_file"`
		CertFile           string `json:"cert_file"`
		KeyFile            string `json:"key_file"`
		InsecureSkipVerify bool   `json:"insecure_skip_verify"`
	}
)

func parse(question parseQuestion) (any, error) {
	registry, err := read(question.Data)
	if err != nil {
		return nil, err
	}
	return describe(registry), nil
}

// read reads a file as RKE2 does, by wharfie's own function, which takes a path and logs it.
func read(data []byte) (*registries.Registry, error) {
	logrus.SetOutput(io.Discard)
	file, err := os.CreateTemp("", "registries-*.yaml")
	if err != nil {
		return nil, fault{err}
	}
	defer os.Remove(file.Name())
	_, err = file.Write(data)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, fault{fmt.Errorf("write %s: %w", file.Name(), err)}
	}
	private, err := registries.GetPrivateRegistries(file.Name())
	if err != nil {
		return nil, err
	}
	return private.Registry, nil
}

func describe(r *registries.Registry) parsed {
	p := parsed{}
	if r.Mirrors != nil {
		p.Mirrors = map[string]mirror{}
	}
	for name, m := range r.Mirrors {
		p.Mirrors[name] = mirror{Endpoint: m.Endpoints, Rewrite: m.Rewrites}
	}
	if r.Configs != nil {
		p.Configs = map[string]config{}
	}
	for name, c := range r.Configs {
		described := config{}
		if c.Auth != nil {
			auth := credentials(*c.Auth)
			described.Auth = &auth
		}
		if c.TLS != nil {
			tls := transport(*c.TLS)
			described.TLS = &tls
		}
		p.Configs[name] = described
	}
	if r.Auths != nil {
		p.Auths = map[string]credentials{}
	}
	for name, a := range r.Auths {
		p.Auths[name] = credentials(a)
	}
	return p
}
