// Command rke2 stands in for RKE2 (or, called k3s, for K3s) on a node of the testbed.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/rancher/wharfie/pkg/registries"
	"github.com/sirupsen/logrus"
	"github.com/spf13/cobra"

	"registrymirror.dev/testbed/internal/rke2/node"
	"registrymirror.dev/testbed/internal/rke2/options"
	"registrymirror.dev/testbed/internal/supervisor"
)

func main() {
	if err := newCommand(filepath.Base(os.Args[0])).ExecuteContext(context.Background()); err != nil {
		logrus.Fatal(err)
	}
}

// newCommand is the whole program, under the name that it was called by: K3s by k3s, else RKE2.
func newCommand(calledAs string) *cobra.Command {
	program := "rke2"
	if calledAs == "k3s" {
		program = calledAs
	}
	root := &cobra.Command{
		Use:           program,
		Short:         "Stand-in for " + program + " on a node of the testbed",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(run(program, supervisor.Server), run(program, supervisor.Agent), parse())
	return root
}

func run(program string, role supervisor.Role) *cobra.Command {
	command := &cobra.Command{Use: string(role), Short: "Run a node's " + string(role), Args: cobra.NoArgs}
	o := options.Flags(command.Flags(), program)
	command.RunE = func(command *cobra.Command, _ []string) error {
		if err := options.Load(command.Flags(), o, options.Environment); err != nil {
			return err
		}
		ctx, stop := signal.NotifyContext(command.Context(), syscall.SIGTERM, os.Interrupt)
		defer stop()
		n := &node.Node{
			Options:        o,
			Role:           role,
			Layout:         node.DefaultLayout(o.DataDir),
			SupervisorFile: supervisor.Path,
			RetryInterval:  5 * time.Second,
			Notify:         node.NotifySystemd,
		}
		return n.Run(ctx)
	}
	return command
}

func parse() *cobra.Command {
	return &cobra.Command{
		Use:   "parse FILE",
		Short: "Print as JSON what RKE2's parser reads from a registries.yaml; status 1 and the error where it refuses",
		Args:  cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			// RKE2 takes a missing file for an empty one; here it is a mistake in the path.
			if _, err := os.Stat(args[0]); err != nil {
				return err
			}
			logrus.SetLevel(logrus.WarnLevel)
			read, err := registries.GetPrivateRegistries(args[0])
			if err != nil {
				return err
			}
			text, err := json.Marshal(read.Registry)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(command.OutOrStdout(), string(text))
			return err
		},
	}
}
