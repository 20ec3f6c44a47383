// Package process runs the children of RKE2, containerd and kubelet, so that they never outlive it.
package process

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Child is a running program.
type Child struct {
	name string
	cmd  *exec.Cmd
	done chan struct{}
	err  error
}

// Start runs a program with its output appended to a log file.
func Start(name string, argv []string, logFile string) (*Child, error) {
	if err := os.MkdirAll(filepath.Dir(logFile), 0o755); err != nil {
		return nil, err
	}
	log, err := os.OpenFile(logFile, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Env = Environment(filepath.Dir(argv[0]))
	// When RKE2 is killed its children die with it, as containerd and kubelet do under a real one.
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	c := &Child{name: name, cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		// The death signal comes when the thread that started the child ends, so this one has to stay until the child is gone.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		c.err = cmd.Wait()
		close(c.done)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	return c, nil
}

// Environment is this process's own for a child: without the socket of systemd, on which containerd would itself report READY=1, and
// with binDir first in the path, where containerd finds its shim and the shim finds runc.
func Environment(binDir string) []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "NOTIFY_SOCKET=") || strings.HasPrefix(v, "PATH=")
	})
	return append(env, "PATH="+binDir+":"+os.Getenv("PATH"))
}

// Done is closed when the child has ended.
func (c *Child) Done() <-chan struct{} { return c.done }

// Err says how the child ended; to be called after Done.
func (c *Child) Err() error {
	if c.err == nil {
		return fmt.Errorf("%s exited: exit status 0", c.name)
	}
	return fmt.Errorf("%s exited: %w", c.name, c.err)
}

// Stop ends the child and waits for it, for the grace time politely.
func (c *Child) Stop(grace time.Duration) {
	// An error means that the child is gone already, which Done tells.
	_ = c.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-c.done:
	case <-time.After(grace):
		_ = c.cmd.Process.Kill()
		<-c.done
	}
}
