package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"registrymirror.dev/testbed/internal/image"
	"registrymirror.dev/testbed/internal/registry"
	"registrymirror.dev/testbed/internal/state"
)

func registryCommand(t *tool) *cobra.Command {
	command := &cobra.Command{
		Use:   "registry",
		Short: "Real registries that the nodes reach: plain, tls, basic (TLS and a login), mtls (TLS and a client certificate) and login (without TLS)",
	}
	command.AddCommand(
		registryUpCommand(t), registryDownCommand(t), registryResetCommand(t), registryStatusCommand(t), registryPasswordCommand(t),
		registryPushCommand(t), registryMarkCommand(t), registryLogCommand(t), registryCertsCommand(t),
	)
	return command
}

// registries are the chosen cluster's. They need no cluster, only its name: without one they listen where they are told to.
func (t *tool) registries() registry.Set {
	return registry.At(filepath.Join(t.env.state, t.cluster, "registries"))
}

func (t *tool) registryAddress(flag string) (netip.Addr, error) {
	if flag == "" {
		_, plan, err := t.find()
		if errors.Is(err, state.ErrNoCluster) {
			err = fmt.Errorf("%w; or say where to listen: --address 127.0.0.1", err)
		}
		return plan.Gateway(), err
	}
	address, err := netip.ParseAddr(flag)
	if err != nil {
		return address, fmt.Errorf("--address %q: use an IP address of this machine: %w", flag, err)
	}
	return address, nil
}

func registryUpCommand(t *tool) *cobra.Command {
	var listen string
	var freePorts bool
	up := &cobra.Command{
		Use:   "up",
		Short: "Start the registries that do not run, and wait until they answer",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			address, err := t.registryAddress(listen)
			if err != nil {
				return err
			}
			programs, err := t.builder().Paths(cmd.Context(), "registry")
			if err != nil {
				return err
			}
			options := registry.Options{Binary: programs["registry"], Address: address, FreePorts: freePorts}
			if err := t.registries().Up(cmd.Context(), options); err != nil {
				return err
			}
			return printRegistries(cmd, t.registries())
		},
	}
	up.Flags().StringVar(&listen, "address", "", "address to listen on (default: this machine's on the cluster's bridge)")
	up.Flags().BoolVar(&freePorts, "free-ports", false, "listen on any free ports instead of 5000 to 5004")
	return up
}

func registryDownCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "down",
		Short: "End the registries and remove everything that they kept",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := t.registries().Down(); err != nil {
				return err
			}
			if _, _, err := t.find(); errors.Is(err, state.ErrNoCluster) {
				_ = os.Remove(filepath.Join(t.env.state, t.cluster)) // both stay when anything else is in them
				_ = os.Remove(t.env.state)
			}
			return nil
		},
	}
}

func registryResetCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "reset",
		Short: "Empty all registries and their logs, and give back the first login; certificates stay",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			programs, err := t.builder().Paths(cmd.Context(), "registry")
			if err != nil {
				return err
			}
			return t.registries().Reset(cmd.Context(), programs["registry"])
		},
	}
}

func registryStatusCommand(t *tool) *cobra.Command {
	var output string
	status := &cobra.Command{
		Use:   "status",
		Short: "Say where the registries are and whether they run",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch output {
			case "json":
				all, err := t.registries().Status()
				if err != nil {
					return err
				}
				encoder := json.NewEncoder(cmd.OutOrStdout())
				encoder.SetIndent("", "  ")
				return encoder.Encode(all)
			case "":
				return printRegistries(cmd, t.registries())
			default:
				return fmt.Errorf("--output %q: use json, or leave it out for a table", output)
			}
		},
	}
	status.Flags().StringVarP(&output, "output", "o", "", "json")
	return status
}

func registryPasswordCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "passwd REGISTRY USER PASSWORD",
		Short: "Set a user's password at once, without a restart; what is pushed from now on uses this login",
		Args:  cobra.ExactArgs(3),
		RunE: func(_ *cobra.Command, args []string) error {
			kind, err := registry.KindOf(args[0])
			if err != nil {
				return err
			}
			return t.registries().SetPassword(kind, args[1], args[2])
		},
	}
}

func registryPushCommand(t *tool) *cobra.Command {
	var unique string
	push := &cobra.Command{
		Use:   "push REGISTRY REPOSITORY:TAG",
		Short: "Push a tiny image that sleeps, fresh unless a text is given, and print REPOSITORY@DIGEST",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := registry.KindOf(args[0])
			if err != nil {
				return err
			}
			client, err := t.registries().Client(kind)
			if err != nil {
				return err
			}
			img, err := image.Probe(orRandom(unique))
			if err != nil {
				return err
			}
			pushed, err := client.Push(cmd.Context(), args[1], img)
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), pushed)
			return nil
		},
	}
	push.Flags().StringVar(&unique, "unique", "", "text that decides the image's digest (default: a random one)")
	return push
}

func registryMarkCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "mark REGISTRY",
		Short: "Print a mark of this moment, for: log --since",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := registry.KindOf(args[0])
			if err != nil {
				return err
			}
			mark, err := t.registries().Mark(kind)
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), mark)
			return nil
		},
	}
}

func registryLogCommand(t *tool) *cobra.Command {
	var since string
	log := &cobra.Command{
		Use:   "log REGISTRY",
		Short: "Print the requests that the registry answered, one JSON object a line",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := registry.KindOf(args[0])
			if err != nil {
				return err
			}
			from, err := registry.ParseSince(since)
			if err != nil {
				return err
			}
			requests, err := t.registries().Requests(kind, from)
			if err != nil {
				return err
			}
			encoder := json.NewEncoder(cmd.OutOrStdout())
			encoder.SetEscapeHTML(false)
			for _, request := range requests {
				if err := encoder.Encode(request); err != nil {
					return err
				}
			}
			return nil
		},
	}
	log.Flags().StringVar(&since, "since", "0", "only requests that came in since this mark or time (RFC 3339)")
	return log
}

func registryCertsCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "certs",
		Short: "Print the folder that holds ca.crt, client.crt and client.key",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			folder, err := t.registries().CertificatesFolder()
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), folder)
			return nil
		},
	}
}

func printRegistries(cmd *cobra.Command, set registry.Set) error {
	all, err := set.Status()
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 8, 2, ' ', 0)
	fmt.Fprintln(table, "NAME\tSTATE\tURL\tADDRESS\tUSER")
	for _, r := range all {
		condition := "ended"
		if r.Running {
			condition = "running"
		}
		fmt.Fprintln(table, strings.Join([]string{r.Name, condition, r.URL, r.Address, r.User}, "\t"))
	}
	return table.Flush()
}
