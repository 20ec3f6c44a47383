// Package controlplane runs a cluster's control plane: etcd, kube-apiserver and, for clusters with nodes, controller-manager and
// scheduler. It knows two shapes: a cluster's, in a network namespace of its own, and the API server alone, on loopback.
package controlplane

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"registrymirror.dev/testbed/internal/pki"
	"registrymirror.dev/testbed/internal/process"
)

//go:embed audit-policy.yaml
var auditPolicy []byte

// Config says where a control plane keeps its files and how it is reached.
type Config struct {
	Dir      string            // everything it writes is below
	Programs map[string]string // name to path: etcd, kube-apiserver; kube-controller-manager and kube-scheduler WithControllers
	Name     string            // of the cluster, in kubeconfigs

	Bind      netip.Addr // address that the API server listens on
	Advertise netip.Addr // address by which it is reached; endpoint of the service "kubernetes" WithControllers
	Services  netip.Prefix
	Ports     Ports

	WithControllers bool
	// Enter runs a function where the processes are to live, e.g. in a network namespace.
	Enter func(func() error) error
	// Attr is how processes are started; nil lets them outlive this one.
	Attr *syscall.SysProcAttr
}

// Ports of the processes. etcd's are on loopback, inside of the namespace if there is one.
type Ports struct {
	API        int `json:"api"`
	EtcdClient int `json:"etcdClient"`
	EtcdPeer   int `json:"etcdPeer"`
}

// Plane is a control plane whose certificates and files are in place.
type Plane struct {
	config Config
	ca     *pki.Authority
	client *http.Client
}

// restartGrace is short: an API server that is told to end waits for as long as a minute for clients that keep their connections.
const restartGrace = 3 * time.Second

// Prepare writes certificates, keys and kubeconfigs, as far as they are missing.
func Prepare(c Config) (*Plane, error) {
	p := &Plane{config: c}
	var err error
	if p.ca, err = pki.OpenAuthority(p.pkiDir(), c.Name+"-ca"); err != nil {
		return nil, err
	}
	if err := pki.SigningKey(p.pkiDir(), "service-account"); err != nil {
		return nil, err
	}
	if err := p.issue(); err != nil {
		return nil, err
	}
	if err := os.WriteFile(p.path("audit-policy.yaml"), auditPolicy, 0o644); err != nil {
		return nil, fmt.Errorf("write audit policy: %w", err)
	}
	return p, nil
}

// URL is the API server's.
func (p *Plane) URL() string {
	return fmt.Sprintf("https://%s:%d", p.config.Advertise, p.config.Ports.API)
}

// Kubeconfig is the path of the administrator's kubeconfig.
func (p *Plane) Kubeconfig() string { return p.path("admin.kubeconfig") }

// Authority is the cluster's certificate authority.
func (p *Plane) Authority() *pki.Authority { return p.ca }

// Up starts what does not run and waits until the API server is ready.
func (p *Plane) Up(ctx context.Context) error {
	if err := p.Start(); err != nil {
		return err
	}
	if err := p.WaitReady(ctx); err != nil {
		return err
	}
	for _, c := range p.controllers() { // they would only start over and over before
		if err := p.start(c); err != nil {
			return err
		}
	}
	return nil
}

// Start starts etcd and API server, as far as they do not run, and does not wait for them.
func (p *Plane) Start() error {
	for _, c := range p.core() {
		if err := p.start(c); err != nil {
			return err
		}
	}
	return nil
}

// Restart ends the process called name, with little time to do it in order, and starts it again.
func (p *Plane) Restart(ctx context.Context, name string) error {
	components := append(p.core(), p.controllers()...)
	i := slices.IndexFunc(components, func(c component) bool { return c.name == name || c.name == "kube-"+name })
	if i < 0 {
		return fmt.Errorf("no control plane process is called %q; there are %s", name, strings.Join(Names(), ", "))
	}
	if err := stop(p.config.Dir, components[i].name, restartGrace); err != nil {
		return err
	}
	if err := p.start(components[i]); err != nil {
		return err
	}
	return p.WaitReady(ctx)
}

func (p *Plane) start(c component) error {
	record := record(p.config.Dir, c.name)
	if _, running, err := process.Recorded(record); err != nil || running {
		return err
	}
	program, ok := p.config.Programs[c.name]
	if !ok {
		return fmt.Errorf("no program for %s", c.name)
	}
	enter := p.config.Enter
	if enter == nil {
		enter = func(f func() error) error { return f() }
	}
	return enter(func() error {
		started, err := process.Command{
			Args: append([]string{program}, c.args...), Log: Log(p.config.Dir, c.name), Attr: p.config.Attr,
		}.Start()
		if err != nil {
			return err
		}
		return started.Save(record)
	})
}

// WaitReady returns when the API server is ready, or with an error when it or etcd has ended.
func (p *Plane) WaitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		last := p.ready(ctx)
		if last == nil {
			return nil
		}
		for _, name := range []string{"etcd", "kube-apiserver"} {
			if _, running, err := process.Recorded(record(p.config.Dir, name)); err != nil || !running {
				return fmt.Errorf("%s ended; its log %s says:\n%s", name, Log(p.config.Dir, name), tail(Log(p.config.Dir, name)))
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the API server is not ready, see %s: %w", Log(p.config.Dir, "kube-apiserver"), last)
		case <-tick.C:
		}
	}
}

// Down ends all processes of the control plane in dir. Its data is to be thrown away, so nobody gets time to save it.
func Down(dir string) error {
	var errs []error
	for _, name := range slices.Backward(Names()) {
		errs = append(errs, stop(dir, name, 0))
	}
	return errors.Join(errs...)
}

func stop(dir, name string, grace time.Duration) error {
	p, running, err := process.Recorded(record(dir, name))
	if err != nil {
		return err
	}
	if running {
		if err := p.Stop(grace); err != nil {
			return fmt.Errorf("stop %s: %w", name, err)
		}
	}
	if err := os.Remove(record(dir, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("stop %s: %w", name, err)
	}
	return nil
}

// Names are the names of all control plane processes, in the order of their start.
func Names() []string {
	return []string{"etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"}
}

// Running returns the processes that run, by name.
func Running(dir string) (map[string]process.Process, error) {
	running := map[string]process.Process{}
	for _, name := range Names() {
		p, alive, err := process.Recorded(record(dir, name))
		if err != nil {
			return nil, err
		}
		if alive {
			running[name] = p
		}
	}
	return running, nil
}

// Log is the log file of the process called name of the control plane in dir.
func Log(dir, name string) string { return filepath.Join(dir, "log", name+".log") }

// AuditLog is the API server's audit log.
func AuditLog(dir string) string { return filepath.Join(dir, "log", "audit.log") }

func record(dir, name string) string { return filepath.Join(dir, "run", name+".json") }

func (p *Plane) path(name string) string { return filepath.Join(p.config.Dir, name) }

func (p *Plane) pkiDir() string { return p.path("pki") }

func tail(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	return strings.Join(lines[max(0, len(lines)-8):], "\n")
}
