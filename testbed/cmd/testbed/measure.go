package main

import (
	"bytes"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"registrymirror.dev/testbed/internal/measure"
)

func memoryCommand(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "memory [NAMESPACE]",
		Short: "Print each container's working set and RSS in KiB, from the kubelets",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := t.openFound()
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 3, ' ', 0)
			fmt.Fprintln(w, "NODE\tNAMESPACE\tPOD\tCONTAINER\tWORKING-SET\tRSS")
			for _, n := range c.Nodes() {
				kubectl, err := c.Kubectl(cmd.Context(), "get", "--raw", "/api/v1/nodes/"+n.Name+"/proxy/stats/summary")
				if err != nil {
					return err
				}
				summary, err := kubectl.Output()
				if err != nil {
					return fmt.Errorf("ask the kubelet of %s: %w", n.Name, err)
				}
				containers, err := measure.Containers(bytes.NewReader(summary))
				if err != nil {
					return err
				}
				for _, m := range containers {
					if len(args) == 0 || args[0] == m.Namespace {
						fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%d\n", m.Node, m.Namespace, m.Pod, m.Name, m.WorkingSet>>10, m.RSS>>10)
					}
				}
			}
			return w.Flush()
		},
	}
}

func writesCommand(t *tool) *cobra.Command {
	var since string
	writes := &cobra.Command{
		Use:   "writes [RESOURCE]",
		Short: "Count the writes to this product's objects by object and user, from the API server's audit log",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := t.openFound()
			if err != nil {
				return err
			}
			var from time.Time
			if since != "" {
				if from, err = time.Parse(time.RFC3339, since); err != nil {
					return fmt.Errorf("--since %q: use a time like 2026-01-31T12:00:00Z: %w", since, err)
				}
			}
			resource := ""
			if len(args) > 0 {
				resource = args[0]
			}
			log, err := os.Open(c.AuditLog())
			if err != nil {
				return fmt.Errorf("open audit log: %w", err)
			}
			defer log.Close()
			counts, err := measure.CountWrites(log, resource, from)
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 3, ' ', 0)
			fmt.Fprintln(w, "COUNT\tRESOURCE\tSUBRESOURCE\tNAME\tUSER")
			for _, n := range counts {
				fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", n.Count, n.Resource, orDash(n.Subresource), n.Name, n.User)
			}
			return w.Flush()
		},
	}
	writes.Flags().StringVar(&since, "since", "", "count from this time on (RFC 3339)")
	return writes
}
