package registry

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"registrymirror.dev/testbed/internal/pki"
	"registrymirror.dev/testbed/internal/process"
)

const (
	readyPatience = time.Minute      // for a registry to answer
	grace         = 10 * time.Second // for a registry to end by itself
	processFile   = "process.json"
)

// Options say how to bring registries up.
type Options struct {
	Binary    string     // the registry server's program
	Address   netip.Addr // where to listen
	FreePorts bool       // instead of each kind's own port
}

// Up starts the registries that do not run, and returns when each one answers. What it started it ends again when one of them does not.
func (s Set) Up(ctx context.Context, o Options) error {
	if _, err := os.Stat(o.Binary); err != nil {
		return fmt.Errorf("registry server: %w; build it with: testbed build", err)
	}
	_, err := os.Stat(s.folder)
	isNew := errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(s.folder, 0o755); err != nil {
		return err
	}
	unlock, err := lockFolder(s.folder)
	if err != nil {
		return err
	}
	defer unlock()
	err = s.up(ctx, o)
	if err != nil && isNew {
		return errors.Join(err, os.RemoveAll(s.folder))
	}
	return err
}

func (s Set) up(ctx context.Context, o Options) (err error) {
	r, err := s.read()
	if errors.Is(err, ErrDown) {
		if r, err = newRecord(o.Address, o.FreePorts); err == nil {
			err = s.write(r)
		}
	}
	if err != nil {
		return err
	}
	if r.Address != o.Address {
		return fmt.Errorf("the registries listen on %s, not on %s; take them down first: testbed registry down", r.Address, o.Address)
	}
	ca, err := s.prepareCertificates()
	if err != nil {
		return err
	}
	var started []Kind
	defer func() {
		if err != nil {
			for _, k := range started {
				err = errors.Join(err, s.stop(k))
			}
		}
	}()
	for _, k := range kinds {
		_, running, err := process.Recorded(s.path(k, processFile))
		if err != nil {
			return err
		}
		if running {
			continue
		}
		if err := s.configure(k, r, ca); err != nil {
			return fmt.Errorf("configure registry %s: %w", k.Name, err)
		}
		started = append(started, k)
		if err := s.start(k, o.Binary); err != nil {
			return fmt.Errorf("start registry %s: %w", k.Name, err)
		}
	}
	for _, k := range started {
		if err := s.waitReady(ctx, k); err != nil {
			return err
		}
	}
	return nil
}

// Down ends all registries and removes everything that they kept. It is no error if there is nothing.
func (s Set) Down() error {
	unlock, err := lockFolder(s.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer unlock()
	for _, k := range kinds {
		if err := s.stop(k); err != nil {
			return err
		}
	}
	return os.RemoveAll(s.folder)
}

// Reset empties every registry, its log too, and gives back the first login. Addresses, ports and certificates stay.
func (s Set) Reset(ctx context.Context, binary string) error {
	r, err := s.read()
	if err != nil {
		return err
	}
	err = s.change(func(r *record) error {
		r.resetLogins()
		for _, k := range kinds {
			if err := errors.Join(s.stop(k), os.RemoveAll(s.path(k))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.Up(ctx, Options{Binary: binary, Address: r.Address})
}

// prepareCertificates makes the authority and the clients' folder, as far as they are missing.
func (s Set) prepareCertificates() (*pki.Authority, error) {
	ca, err := pki.OpenAuthority(filepath.Join(s.folder, "authority"), "Testbed Registries")
	if err != nil {
		return nil, err
	}
	if _, err := ca.IssueTo(s.certificates(), "client", pki.Request{CommonName: "testbed-node"}); err != nil {
		return nil, err
	}
	return ca, replaceFile(filepath.Join(s.certificates(), "ca.crt"), 0o644, ca.CertPEM)
}

func (s Set) configure(k Kind, r record, ca *pki.Authority) error {
	if err := os.MkdirAll(s.path(k), 0o755); err != nil {
		return err
	}
	if k.TLS {
		request := pki.Request{CommonName: k.HostName(), DNSNames: []string{k.HostName()}, Addresses: []netip.Addr{r.Address}}
		if _, err := ca.IssueTo(s.path(k), "server", request); err != nil {
			return err
		}
	}
	if k.Login {
		if err := s.writeLogins(k, r.Logins[k.Name]); err != nil {
			return err
		}
	}
	return replaceJSON(s.path(k, "config.json"), s.serverConfig(k, r))
}

// serverConfig is the server's configuration. It is YAML by the server's reading, so JSON will do.
//
// At level debug a request leaves its first line before it is answered. That is what lets a reader tell the requests before a moment from
// those after it.
func (s Set) serverConfig(k Kind, r record) map[string]any {
	endpoint := map[string]any{"addr": r.listens(k), "relativeurls": true, "secret": "one instance needs no shared secret"}
	config := map[string]any{
		"version": "0.1",
		"log":     map[string]any{"level": "debug", "formatter": "json", "accesslog": map[string]any{"disabled": false}},
		"storage": map[string]any{"filesystem": map[string]any{"rootdirectory": s.path(k, "data")}},
		"http":    endpoint,
	}
	if k.TLS {
		certificate := map[string]any{"certificate": s.path(k, "server.crt"), "key": s.path(k, "server.key")}
		if k.ClientCertificate {
			certificate["clientcas"] = []string{filepath.Join(s.certificates(), "ca.crt")}
		}
		endpoint["tls"] = certificate
	}
	if k.Login {
		config["auth"] = map[string]any{"htpasswd": map[string]any{"realm": "testbed", "path": s.path(k, "htpasswd")}}
	}
	return config
}

func (s Set) start(k Kind, binary string) error {
	p, err := process.Command{
		Args: []string{binary, "serve", s.path(k, "config.json")},
		// Nothing of this process's environment: the server would take REGISTRY_... from it. Traces have no collector to go to.
		Env: []string{"OTEL_TRACES_EXPORTER=none"},
		Log: s.LogFile(k),
	}.Start()
	if err != nil {
		return err
	}
	if err := p.Save(s.path(k, processFile)); err != nil {
		return errors.Join(err, p.Stop(grace))
	}
	return nil
}

func (s Set) stop(k Kind) error {
	p, running, err := process.Recorded(s.path(k, processFile))
	if running {
		err = p.Stop(grace)
	}
	if err != nil {
		return fmt.Errorf("stop registry %s: %w", k.Name, err)
	}
	return nil
}

// waitReady waits until the registry answers: with anything, for it may ask for a login.
func (s Set) waitReady(ctx context.Context, k Kind) error {
	ctx, cancel := context.WithTimeout(ctx, readyPatience)
	defer cancel()
	client, err := s.Client(k)
	if err != nil {
		return err
	}
	defer client.CloseIdleConnections()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		err := client.probe(ctx)
		if err == nil {
			return nil
		}
		if _, running, recordErr := process.Recorded(s.path(k, processFile)); !running {
			return errors.Join(fmt.Errorf("registry %s ended at once; the end of its log:\n%s", k.Name, s.logTail(k)), recordErr)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("registry %s does not answer: %w; the end of its log:\n%s", k.Name, err, s.logTail(k))
		case <-again.C:
		}
	}
}

func (c Client) probe(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.kind.scheme()+"://"+c.host+"/v2/", nil)
	if err != nil {
		return err
	}
	response, err := c.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

func (s Set) logTail(k Kind) []byte {
	data, err := os.ReadFile(s.LogFile(k))
	if err != nil {
		return []byte(err.Error())
	}
	lines := bytes.Split(bytes.TrimSpace(data), []byte("\n"))
	return bytes.Join(lines[max(0, len(lines)-5):], []byte("\n"))
}
