package node

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"registrymirror.dev/testbed/internal/cgroup"
	"registrymirror.dev/testbed/internal/process"
)

// Hardware is what a node runs on besides its disk.
type Hardware struct {
	Init     []string // the command that calls Init; the node's folder is added to it
	BinDir   string   // folder on this machine for BinDir
	CNIDir   string   // folder on this machine for CNIBinDir
	Everyone []Node   // all nodes of the cluster, for routes and names
}

// initConfig is what process 1 needs to know before it becomes systemd.
type initConfig struct {
	Name    string        `json:"name"`
	Dir     string        `json:"dir"`
	BinDir  string        `json:"binDir"`
	CNIDir  string        `json:"cniDir"`
	Cgroups cgroup.Layout `json:"cgroups"`
}

const initConfigFile = "boot.json"

// Boot starts the node, unless it runs. It returns as soon as the node's systemd does.
func (n Node) Boot(ctx context.Context, h Hardware) error {
	if _, running, err := n.Running(); err != nil || running {
		return err
	}
	if err := n.boot(ctx, h); err != nil {
		return errors.Join(fmt.Errorf("boot %s: %w", n.Name, err), n.PowerOff())
	}
	return nil
}

func (n Node) boot(ctx context.Context, h Hardware) error {
	if err := n.PowerOff(); err != nil { // a former life's control group
		return err
	}
	if err := n.WriteHosts(h.Everyone); err != nil {
		return err
	}
	layout, err := cgroup.Detect()
	if err != nil {
		return err
	}
	group, err := layout.Create(n.groupName())
	if err != nil {
		return errors.Join(err, group.Remove())
	}
	if err := writeJSON(n.path("cgroup.json"), group); err != nil {
		return err
	}
	config := initConfig{Name: n.Name, Dir: n.Dir, BinDir: h.BinDir, CNIDir: h.CNIDir, Cgroups: layout}
	if err := writeJSON(n.path(initConfigFile), config); err != nil {
		return err
	}
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer read.Close()
	defer write.Close()
	p, err := process.Command{
		Args: append(h.Init, n.Dir), Log: n.Console(), Files: []*os.File{read},
		Attr: &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWNS | unix.CLONE_NEWPID | unix.CLONE_NEWUTS | unix.CLONE_NEWIPC | unix.CLONE_NEWNET},
	}.Start()
	if err != nil {
		return err
	}
	if err := p.Save(n.path("init.json")); err != nil {
		return errors.Join(err, p.Stop(0))
	}
	if err := group.Add(p.PID); err != nil {
		return err
	}
	if err := n.Plan.JoinNode(p.PID, n.Number, n.Server, numbers(h.Everyone)); err != nil {
		return err
	}
	if _, err := write.Write([]byte{'\n'}); err != nil { // all is in place: process 1 may go on
		return err
	}
	return n.waitSystemd(ctx, p)
}

func (n Node) waitSystemd(ctx context.Context, p process.Process) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		if name, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", p.PID)); err == nil && string(name) == "systemd\n" {
			return nil
		}
		if !p.Alive() {
			console, _ := os.ReadFile(n.Console())
			return fmt.Errorf("its process 1 ended, saying: %s", console)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("systemd did not start, see %s: %w", n.Console(), ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// PowerOff ends all the node's processes at once, as pulling its plug would. It is no error when the node is off.
func (n Node) PowerOff() error {
	p, running, err := n.Running()
	if err != nil {
		return err
	}
	if running {
		if err := p.Stop(0); err != nil {
			return fmt.Errorf("power off %s: %w", n.Name, err)
		}
	}
	if err := os.Remove(n.path("init.json")); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("power off %s: %w", n.Name, err)
	}
	group, err := n.group()
	if err != nil {
		return fmt.Errorf("power off %s: %w", n.Name, err)
	}
	if err := group.Remove(); err != nil {
		return fmt.Errorf("power off %s: %w", n.Name, err)
	}
	return nil
}

// ShutDown lets the node's systemd stop everything in order, and returns when the node is off.
func (n Node) ShutDown(ctx context.Context) error {
	p, running, err := n.Running()
	if err != nil || !running {
		return err
	}
	cmd, err := n.Command(ctx, "systemctl", "--no-block", "poweroff")
	if err != nil {
		return err
	}
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("shut down %s: %w: %s", n.Name, err, output)
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	if err := p.Wait(ctx); err != nil {
		return fmt.Errorf("%s does not shut down: %w", n.Name, err)
	}
	return n.PowerOff()
}
