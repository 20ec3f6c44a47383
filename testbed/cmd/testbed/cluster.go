package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"registrymirror.dev/testbed/internal/cluster"
	"registrymirror.dev/testbed/internal/network"
	"registrymirror.dev/testbed/internal/state"
)

func upCommand(t *tool) *cobra.Command {
	var size cluster.Size
	up := &cobra.Command{
		Use:   "up",
		Short: "Bring the cluster up, or what of it is not up; nodes are server1, server2, ... and agent1, agent2, ...",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			unlock, err := t.root().Lock(t.cluster)
			if err != nil {
				return err
			}
			defer unlock()
			s, err := t.root().Allot(t.cluster, network.InUse)
			if err != nil {
				return err
			}
			c, err := t.open(s)
			if err != nil {
				return err
			}
			return c.Up(cmd.Context(), size)
		},
	}
	flags := up.Flags()
	flags.IntVar(&size.Servers, "servers", 1, "number of RKE2 servers")
	flags.IntVar(&size.Agents, "agents", 2, "number of RKE2 agents")
	flags.StringArrayVar(&size.Images, "load", nil, "image archive that every new node has from its first start; may be repeated")
	flags.StringVar(&size.Manifests, "manifests", "", "folder of manifests that new servers apply at their first start")
	return up
}

func downCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "down",
		Short: "Take the cluster and its registries down and check that nothing of them is left",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			unlock, err := t.root().Lock(t.cluster)
			if err != nil {
				return err
			}
			defer unlock()
			if err := t.registries().Down(); err != nil {
				return err
			}
			s, err := t.root().Find(t.cluster)
			if errors.Is(err, state.ErrNoCluster) {
				return t.root().Forget(t.cluster)
			}
			if err != nil {
				return err
			}
			c, err := t.open(s)
			if err != nil {
				return err
			}
			if err := c.Down(); err != nil {
				return err
			}
			left, err := c.Left()
			if err != nil {
				return err
			}
			if len(left) > 0 {
				return fmt.Errorf("these are left of cluster %s:\n  %s", t.cluster, strings.Join(left, "\n  "))
			}
			if err := t.root().Forget(t.cluster); err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "cluster %s is down; nothing is left\n", t.cluster)
			return nil
		},
	}
}

func statusCommand(t *tool) *cobra.Command {
	var output string
	status := &cobra.Command{
		Use:   "status",
		Short: "Show nodes, units and memory",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := t.openFound()
			if err != nil {
				return err
			}
			s, err := c.Status(cmd.Context())
			if err != nil {
				return err
			}
			switch output {
			case "json":
				encoder := json.NewEncoder(cmd.OutOrStdout())
				encoder.SetIndent("", "  ")
				return encoder.Encode(s)
			case "":
				return printStatus(cmd.OutOrStdout(), s)
			}
			return fmt.Errorf("--output %q: use json, or leave it out for a table", output)
		},
	}
	status.Flags().StringVarP(&output, "output", "o", "", "json")
	return status
}

func printStatus(to io.Writer, s cluster.Status) error {
	fmt.Fprintf(to, "cluster %s (index %d), %s, KUBECONFIG=%s\n\n", s.Cluster, s.Index, s.APIServer, s.Kubeconfig)
	w := tabwriter.NewWriter(to, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w, "NAME\tADDRESS\tPOWER\tUNIT\tSTATE\tREADY\tMEMORY")
	for _, n := range s.Nodes {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%d MiB\n", n.Name, n.Address, n.Power, n.Unit, orDash(n.ActiveState), orDash(n.Ready), n.Memory>>20)
	}
	for _, p := range s.ControlPlane {
		power := "on"
		if p.PID == 0 {
			power = "off"
		}
		fmt.Fprintf(w, "%s\t-\t%s\t-\t-\t-\t%d MiB\n", p.Name, power, p.Memory>>20)
	}
	return w.Flush()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func kubeconfigCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "kubeconfig",
		Short: "Print the path of the administrator's kubeconfig",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := t.openFound()
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), c.Kubeconfig())
			return nil
		},
	}
}

func auditCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "audit",
		Short: "Print the path of the API server's audit log: all writes to this product's objects, a JSON object a line",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := t.openFound()
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), c.AuditLog())
			return nil
		},
	}
}

func kubectlCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "kubectl -- ARGS...",
		Short: "Run kubectl with the administrator's rights",
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := t.openFound()
			if err != nil {
				return err
			}
			return run(c.Kubectl(cmd.Context(), args...))
		},
	}
}

func restartCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "restart PROCESS",
		Short: "Restart a process of the control plane: apiserver, etcd, controller-manager or scheduler",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := t.openFound()
			if err != nil {
				return err
			}
			return c.RestartControlPlane(cmd.Context(), args[0])
		},
	}
}

func loadCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "load IMAGE.tar...",
		Short: "Load image archives into the containerd of every node, also of nodes that are added later",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, archives []string) error {
			c, err := t.openFound()
			if err != nil {
				return err
			}
			return c.Load(cmd.Context(), archives)
		},
	}
}
