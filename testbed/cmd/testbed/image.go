package main

import (
	"cmp"
	"crypto/rand"
	"fmt"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/spf13/cobra"

	"registrymirror.dev/testbed/internal/image"
)

func imageCommand() *cobra.Command {
	command := &cobra.Command{Use: "image", Short: "Images made from nothing but this machine's busybox, as archives for: testbed load"}

	pause := &cobra.Command{
		Use:   "pause FILE.tar",
		Short: "Write the sandbox image " + image.PauseName,
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			img, err := image.Pause()
			return writeImage(cmd, args[0], image.PauseName, img, err)
		},
	}

	var name, unique string
	probe := &cobra.Command{
		Use:   "probe FILE.tar",
		Short: "Write an image that sleeps until it is told to end",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			img, err := image.Probe(orRandom(unique))
			return writeImage(cmd, args[0], name, img, err)
		},
	}
	probe.Flags().StringVar(&name, "name", "registry-mirror.local/probe:1", "the image's full name")
	probe.Flags().StringVar(&unique, "unique", "", "text that decides the image's digest (default: a random one)")

	command.AddCommand(pause, probe)
	return command
}

func writeImage(cmd *cobra.Command, path, name string, img v1.Image, err error) error {
	if err == nil {
		err = image.WriteTar(path, name, img)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), name)
	return nil
}

func orRandom(unique string) string { return cmp.Or(unique, rand.Text()) }
