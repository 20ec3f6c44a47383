// Package options reads the settings of an RKE2 or K3s process: flags, config.yaml and config.yaml.d, in that order of precedence.
package options

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/sirupsen/logrus"
	"github.com/spf13/pflag"
)

// Options are the settings that this stand-in knows.
type Options struct {
	Program                        string // rke2 or k3s
	DataDir                        string
	PrivateRegistry                string // path of registries.yaml
	DisableDefaultRegistryEndpoint bool
	EmbeddedRegistry               bool
	NodeName                       string
	NodeIP                         []string
	NodeLabels                     []string
	NodeTaints                     []string
	KubeletArgs                    []string
}

// Flags adds the settings to a flag set, with the names that RKE2 gives them.
func Flags(flags *pflag.FlagSet, program string) *Options {
	o := &Options{Program: program}
	flags.StringP("config", "c", "", "load settings from `FILE` (default /etc/rancher/"+program+"/config.yaml)")
	flags.StringVarP(&o.DataDir, "data-dir", "d", "/var/lib/rancher/"+program, "folder to hold state")
	flags.StringVar(&o.PrivateRegistry, "private-registry", "/etc/rancher/"+program+"/registries.yaml", "private registry configuration file")
	flags.BoolVar(&o.DisableDefaultRegistryEndpoint, "disable-default-registry-endpoint", false,
		"do not fall back to the registry itself when a mirror with endpoints fails")
	flags.BoolVar(&o.EmbeddedRegistry, "embedded-registry", false, "not supported here")
	flags.StringVar(&o.NodeName, "node-name", "", "name of the node")
	flags.StringArrayVarP(&o.NodeIP, "node-ip", "i", nil, "addresses to advertise for the node")
	flags.StringArrayVar(&o.NodeLabels, "node-label", nil, "labels for the kubelet to register with")
	flags.StringArrayVar(&o.NodeTaints, "node-taint", nil, "taints for the kubelet to register with")
	flags.StringArrayVar(&o.KubeletArgs, "kubelet-arg", nil, "flags for the kubelet, as NAME=VALUE")
	return o
}

// LookupEnv is the type of os.LookupEnv.
type LookupEnv func(string) (string, bool)

// Load completes parsed flags: a setting that no flag gave comes from the configuration files, else from the environment.
func Load(flags *pflag.FlagSet, o *Options, lookup LookupEnv) error {
	prefix := strings.ToUpper(o.Program) + "_"
	file := "/etc/rancher/" + o.Program + "/config.yaml"
	explicit := false
	if value, found := lookup(prefix + "CONFIG_FILE"); found && value != "" {
		file, explicit = value, true
	}
	if flag := flags.Lookup("config"); flag.Changed {
		file, explicit = flag.Value.String(), true
	}
	settings, err := readFiles(file, explicit)
	if err != nil {
		return err
	}
	given := map[string]bool{}
	flags.Visit(func(f *pflag.Flag) { given[f.Name] = true })
	for _, s := range settings {
		flag := lookupFlag(flags, s.name)
		if flag == nil || flag.Name == "config" {
			logrus.Infof("Setting %s in %s means nothing to this stand-in, skipping", s.name, s.file)
			continue
		}
		if given[flag.Name] {
			continue
		}
		if err := set(flag, s.values); err != nil {
			return fmt.Errorf("%s in %s: %w", s.name, s.file, err)
		}
	}
	for name, variable := range map[string]string{"data-dir": "DATA_DIR", "node-name": "NODE_NAME"} {
		if value, found := lookup(prefix + variable); found && value != "" && !flags.Changed(name) {
			if err := flags.Set(name, value); err != nil {
				return fmt.Errorf("%s%s: %w", prefix, variable, err)
			}
		}
	}
	return o.check()
}

func lookupFlag(flags *pflag.FlagSet, name string) *pflag.Flag {
	if len(name) == 1 {
		return flags.ShorthandLookup(name)
	}
	return flags.Lookup(name)
}

// set gives a flag all values of a setting; of a flag that holds one value the last wins.
func set(flag *pflag.Flag, values []string) error {
	flag.Changed = true
	if slice, ok := flag.Value.(pflag.SliceValue); ok {
		return slice.Replace(values)
	}
	for _, value := range values {
		if value == "" && flag.NoOptDefVal != "" {
			value = flag.NoOptDefVal // "key:" alone switches a boolean on, as "--key" does
		}
		if err := flag.Value.Set(value); err != nil {
			return err
		}
	}
	return nil
}

func (o *Options) check() error {
	if o.EmbeddedRegistry {
		return fmt.Errorf("embedded-registry: this stand-in has no embedded registry; set it to false")
	}
	dir, err := filepath.Abs(o.DataDir)
	if err != nil {
		return fmt.Errorf("data-dir: %w", err)
	}
	o.DataDir = dir
	for _, arg := range o.KubeletArgs {
		if name, _, found := strings.Cut(arg, "="); !found || name == "" {
			return fmt.Errorf("kubelet-arg: %q is not NAME=VALUE", arg)
		}
	}
	return nil
}

// Environment looks a variable up in the environment of this process.
func Environment(name string) (string, bool) { return os.LookupEnv(name) }
