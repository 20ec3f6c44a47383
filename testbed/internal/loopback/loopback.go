// Package loopback runs etcd and an API server alone on loopback, for integration tests. A keeper process holds both: they end with
// it however it ends, and it ends when it is told to or when the process ends for which it was started.
package loopback

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"registrymirror.dev/testbed/internal/controlplane"
	"registrymirror.dev/testbed/internal/process"
)

// Server is an API server in a folder of its own.
type Server struct{ Dir string }

// settings is what the keeper is told, by a file in the folder.
type settings struct {
	Programs map[string]string  `json:"programs"`
	Ports    controlplane.Ports `json:"ports"`
	Parent   *process.Process   `json:"parent,omitempty"`
}

const (
	settingsFile = "apiserver.json"
	keeperFile   = "keeper.json"
	attempts     = 3 // a free port may be taken before it is used
)

var address = netip.MustParseAddr("127.0.0.1")

// Up starts the server and returns the path of the administrator's kubeconfig when it is ready. keeper is the command that calls Keep
// for the folder. With a parent, the server ends with that process.
func (s Server) Up(ctx context.Context, programs map[string]string, keeper []string, parent int) (kubeconfig string, err error) {
	if _, running, err := s.keeper(); err != nil {
		return "", err
	} else if running {
		return "", fmt.Errorf("an API server runs in %s already; end it with: testbed apiserver down --dir %s", s.Dir, s.Dir)
	}
	if err := s.claim(); err != nil {
		return "", err
	}
	want := settings{Programs: programs}
	if parent > 0 {
		p, err := process.Find(parent)
		if err != nil {
			return "", fmt.Errorf("parent: %w", err)
		}
		want.Parent = &p
	}
	for range attempts {
		if want.Ports, err = freePorts(); err != nil {
			return "", err
		}
		if kubeconfig, err = s.try(ctx, want, keeper); err == nil || ctx.Err() != nil {
			break
		}
	}
	if err != nil {
		return "", errors.Join(err, s.endKeeper())
	}
	return kubeconfig, nil
}

func (s Server) try(ctx context.Context, want settings, keeper []string) (string, error) {
	if err := s.endKeeper(); err != nil {
		return "", err
	}
	if err := os.RemoveAll(s.path("etcd")); err != nil {
		return "", fmt.Errorf("remove former data: %w", err)
	}
	data, err := json.Marshal(want)
	if err != nil {
		return "", fmt.Errorf("write settings: %w", err)
	}
	if err := os.WriteFile(s.path(settingsFile), data, 0o644); err != nil {
		return "", fmt.Errorf("write settings: %w", err)
	}
	plane, err := controlplane.Prepare(s.config(want, nil))
	if err != nil {
		return "", err
	}
	p, err := process.Command{Args: keeper, Log: s.path("log/keeper.log")}.Start()
	if err != nil {
		return "", err
	}
	if err := p.Save(s.path(keeperFile)); err != nil {
		return "", err
	}
	if err := s.waitStarted(ctx, p); err != nil {
		return "", err
	}
	return plane.Kubeconfig(), plane.WaitReady(ctx)
}

// waitStarted returns when the keeper has started all processes.
func (s Server) waitStarted(ctx context.Context, keeper process.Process) error {
	for {
		running, err := controlplane.Running(s.Dir)
		if err != nil || len(running) == 2 {
			return err
		}
		if !keeper.Alive() {
			return fmt.Errorf("the API server did not start, see %s", s.path("log"))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// Keep runs etcd and API server as children until ctx is done, one of them or the parent ends. When it was asked to end, or the parent
// did, nothing is left in the folder; otherwise the logs are. It must be called on a thread that lives as long as the process: children
// are killed when the thread that started them ends.
func (s Server) Keep(ctx context.Context) error {
	data, err := os.ReadFile(s.path(settingsFile))
	if err != nil {
		return fmt.Errorf("read settings: %w", err)
	}
	var told settings
	if err := json.Unmarshal(data, &told); err != nil {
		return fmt.Errorf("parse settings: %w", err)
	}
	plane, err := controlplane.Prepare(s.config(told, &syscall.SysProcAttr{Pdeathsig: unix.SIGKILL}))
	if err != nil {
		return err
	}
	if err := plane.Start(); err != nil {
		return errors.Join(err, controlplane.Down(s.Dir))
	}
	running, err := controlplane.Running(s.Dir)
	if err == nil && len(running) < 2 {
		err = fmt.Errorf("a process ended at once, see %s", s.path("log")) // its port was taken, most likely
	}
	if err != nil {
		return errors.Join(err, controlplane.Down(s.Dir))
	}
	ended := make(chan string, len(running)+1)
	for name, p := range running {
		go func() { _ = p.Wait(context.Background()); ended <- name }()
	}
	if told.Parent != nil {
		go func() { _ = told.Parent.Wait(context.Background()); ended <- "" }()
	}
	var reason string
	select {
	case <-ctx.Done():
	case reason = <-ended:
	}
	if err := controlplane.Down(s.Dir); err != nil {
		return err
	}
	if reason != "" {
		return fmt.Errorf("%s ended, see %s", reason, controlplane.Log(s.Dir, reason))
	}
	return os.RemoveAll(s.Dir)
}

// Down ends the server and removes its folder. It is no error when there is none.
func (s Server) Down() error {
	if _, err := os.Stat(s.path(settingsFile)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := s.endKeeper(); err != nil {
		return err
	}
	if err := os.RemoveAll(s.Dir); err != nil {
		return fmt.Errorf("remove %s: %w", s.Dir, err)
	}
	return nil
}

func (s Server) endKeeper() error {
	p, running, err := s.keeper()
	if err != nil {
		return err
	}
	if running {
		// Killing is enough, its children are killed with it; then the folder is still there for this process to remove.
		if err := p.Stop(0); err != nil {
			return fmt.Errorf("end the API server's keeper: %w", err)
		}
	}
	if err := controlplane.Down(s.Dir); err != nil {
		return err
	}
	if err := os.Remove(s.path(keeperFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("end the API server's keeper: %w", err)
	}
	return nil
}

// claim makes the folder, or takes one that is empty or was a server's; its content will be removed.
func (s Server) claim() error {
	if err := os.MkdirAll(s.Dir, 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return fmt.Errorf("look into folder: %w", err)
	}
	if _, err := os.Stat(s.path(settingsFile)); err != nil && len(entries) > 0 {
		return fmt.Errorf("--dir %s: the folder has other content, which would be removed with the server; name an empty or a new one", s.Dir)
	}
	return nil
}

func (s Server) keeper() (process.Process, bool, error) {
	return process.Recorded(s.path(keeperFile))
}

func (s Server) config(from settings, attr *syscall.SysProcAttr) controlplane.Config {
	return controlplane.Config{
		Dir: s.Dir, Programs: from.Programs, Name: "testbed",
		Bind: address, Advertise: address, Services: netip.MustParsePrefix("10.96.0.0/16"),
		Ports: from.Ports, Attr: attr,
	}
}

func (s Server) path(name string) string { return filepath.Join(s.Dir, name) }

func freePorts() (controlplane.Ports, error) {
	var ports [3]int
	for i := range ports {
		l, err := net.Listen("tcp", netip.AddrPortFrom(address, 0).String())
		if err != nil {
			return controlplane.Ports{}, fmt.Errorf("find a free port: %w", err)
		}
		defer l.Close() // after all three are known, so that they differ
		ports[i] = l.Addr().(*net.TCPAddr).Port
	}
	return controlplane.Ports{API: ports[0], EtcdClient: ports[1], EtcdPeer: ports[2]}, nil
}
