package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/spf13/cobra"

	"registrymirror.dev/testbed/internal/cluster"
	"registrymirror.dev/testbed/internal/node"
)

func nodeCommand(t *tool) *cobra.Command {
	var wait bool
	command := &cobra.Command{
		Use:   "node NODE reboot|poweroff|boot",
		Short: "Work a node's power: restart it in order, pull its plug, or switch it on",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			unlock, err := t.root().Lock(t.cluster)
			if err != nil {
				return err
			}
			defer unlock()
			c, n, err := t.openNode(args[0])
			if err != nil {
				return err
			}
			switch args[1] {
			case "reboot":
				if err := n.ShutDown(cmd.Context()); err != nil {
					return err
				}
				return c.BootNode(cmd.Context(), n, wait)
			case "poweroff":
				return n.PowerOff()
			case "boot":
				return c.BootNode(cmd.Context(), n, wait)
			}
			return fmt.Errorf("%q: a node can be told to reboot, poweroff or boot", args[1])
		},
	}
	command.Flags().BoolVar(&wait, "wait", true, "after a boot, wait until the node is Ready")
	return command
}

func execCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "exec NODE -- COMMAND [ARGUMENT...]",
		Short: "Run a command on a node, as root",
		Args:  cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			_, n, err := t.openNode(args[0])
			if err != nil {
				return err
			}
			return run(n.Command(cmd.Context(), args[1:]...))
		},
	}
}

func rootCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "root NODE",
		Short: "Print the path of a running node's root folder as this machine sees it; another one after a reboot",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			_, n, err := t.openNode(args[0])
			if err != nil {
				return err
			}
			p, running, err := n.Running()
			if err != nil {
				return err
			}
			if !running {
				return fmt.Errorf("node %s is off; start it with: testbed node %s boot", n.Name, n.Name)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "/proc/%d/root\n", p.PID)
			return nil
		},
	}
}

func logsCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use: "logs NODE|PROCESS [UNIT]",
		Short: "Print the log of a control plane process (apiserver, etcd, ...), of a node, or of one of its units; " +
			"kubelet and containerd, which RKE2 runs, count as units",
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := t.openFound()
			if err != nil {
				return err
			}
			if log, ok := c.ControlPlaneLog(args[0]); ok {
				return run(exec.CommandContext(cmd.Context(), "cat", log), nil)
			}
			n, err := c.Node(args[0])
			if err != nil {
				return err
			}
			return run(logOf(cmd.Context(), n, args[1:]))
		},
	}
}

// logOf reads from the node's disk, so that it works for a node that is off, too.
func logOf(ctx context.Context, n node.Node, unit []string) (*exec.Cmd, error) {
	const agent = "/var/lib/rancher/rke2/agent"
	files := map[string]string{"kubelet": agent + "/logs/kubelet.log", "containerd": agent + "/containerd/containerd.log", "console": ""}
	args := []string{"--directory=" + n.Disk("/var/log/journal"), "--no-pager"}
	if len(unit) > 0 {
		if file, ok := files[unit[0]]; ok {
			path := n.Disk(file)
			if file == "" {
				path = n.Console()
			}
			return exec.CommandContext(ctx, "cat", path), nil
		}
		args = append(args, "--unit="+unit[0])
	}
	return exec.CommandContext(ctx, "journalctl", args...), nil
}

// initCommand is process 1 of a node until it becomes systemd.
func initCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "node-init DIR",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE:   func(_ *cobra.Command, args []string) error { return node.Init(args[0]) },
	}
}

// run runs a command with this program's input and output.
func run(cmd *exec.Cmd, err error) error {
	if err != nil {
		return err
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}

func (t *tool) openNode(name string) (*cluster.Cluster, node.Node, error) {
	c, err := t.openFound()
	if err != nil {
		return nil, node.Node{}, err
	}
	n, err := c.Node(name)
	return c, n, err
}

func ownProgram() (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find own program: %w", err)
	}
	return filepath.Clean(self), nil
}
