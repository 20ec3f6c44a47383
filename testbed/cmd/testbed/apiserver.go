package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"registrymirror.dev/testbed/internal/loopback"
)

func apiServerCommand(t *tool) *cobra.Command {
	var dir string
	server := func() (loopback.Server, error) {
		if dir == "" {
			return loopback.Server{}, fmt.Errorf("--dir: name the folder in which the server keeps its files")
		}
		abs, err := filepath.Abs(dir)
		return loopback.Server{Dir: abs}, err
	}
	command := &cobra.Command{Use: "apiserver", Short: "An API server alone, on loopback, for integration tests"}
	command.PersistentFlags().StringVar(&dir, "dir", "", "folder for everything that the server writes; removed with it")

	var parent int
	up := &cobra.Command{
		Use:   "up",
		Short: "Start etcd and kube-apiserver on free ports and print the path of the administrator's kubeconfig",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := server()
			if err != nil {
				return err
			}
			programs, err := t.builder().Paths(cmd.Context(), "etcd", "kube-apiserver")
			if err != nil {
				return err
			}
			self, err := ownProgram()
			if err != nil {
				return err
			}
			kubeconfig, err := s.Up(cmd.Context(), programs, []string{self, "apiserver", "keep", "--dir", s.Dir}, parent)
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), kubeconfig)
			return nil
		},
	}
	up.Flags().IntVar(&parent, "with-parent", 0, "number of the process with which the server ends, so that none is orphaned")

	down := &cobra.Command{
		Use:   "down",
		Short: "End the server and remove its folder",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			s, err := server()
			if err != nil {
				return err
			}
			return s.Down()
		},
	}
	keep := &cobra.Command{
		Use:    "keep",
		Hidden: true, // started by up
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := server()
			if err != nil {
				return err
			}
			return s.Keep(cmd.Context())
		},
	}
	command.AddCommand(up, down, keep)
	return command
}
