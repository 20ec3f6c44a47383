// Command testbed brings up a real cluster on one machine: control plane, nodes with systemd, containerd and kubelet, and registries.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/spf13/cobra"
)

// The main thread is for the main goroutine alone: what a node's process 1 does to its namespaces, and the signal that children get when
// the thread that started them ends, belong to a thread.
func init() { runtime.LockOSThread() }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := command().ExecuteContext(ctx); err != nil {
		stop()
		// What ran on a node or in kubectl has said itself what was wrong; its exit status is ours.
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() > 0 {
			os.Exit(exit.ExitCode())
		}
		fmt.Fprintln(os.Stderr, "testbed:", err)
		os.Exit(1)
	}
}

func command() *cobra.Command {
	root := &cobra.Command{
		Use:           "testbed",
		Short:         "A real cluster on one machine, for tests, the demo and benchmarks",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	tool := &tool{env: environment(os.Getenv)}
	root.PersistentFlags().StringVar(&tool.cluster, "cluster", "default", "name of the cluster; several may run side by side")
	root.AddCommand(
		buildCommand(tool),
		upCommand(tool),
		downCommand(tool),
		statusCommand(tool),
		kubeconfigCommand(tool),
		kubectlCommand(tool),
		execCommand(tool),
		rootCommand(tool),
		logsCommand(tool),
		auditCommand(tool),
		memoryCommand(tool),
		writesCommand(tool),
		nodeCommand(tool),
		loadCommand(tool),
		restartCommand(tool),
		apiServerCommand(tool),
		imageCommand(),
		registryCommand(tool),
		oracleCommand(),
		initCommand(),
	)
	return root
}
