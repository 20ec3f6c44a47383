package options

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gopkg.in/yaml.v2"
)

// setting is one key of the configuration files with its values, as they would stand behind flags.
type setting struct {
	name   string
	values []string
	file   string // the last file that has a say in it
}

// readFiles reads the file and then, in order of their names, the .yaml and .yml files of the folder beside it that is called like the
// file with ".d". A later file replaces the values of an earlier one, or appends to them where its key ends in "+".
func readFiles(file string, mustExist bool) ([]setting, error) {
	files := []string{}
	if _, err := os.Stat(file); err == nil {
		files = append(files, file)
	} else if mustExist || !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	folder := file + ".d"
	children, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, child := range children {
		if ext := filepath.Ext(child.Name()); !child.IsDir() && (ext == ".yaml" || ext == ".yml") {
			files = append(files, filepath.Join(folder, child.Name()))
		}
	}
	var all []setting
	for _, f := range files {
		settings, err := readFile(f)
		if err != nil {
			return nil, err
		}
		for _, s := range settings {
			name, appends := strings.CutSuffix(s.name, "+")
			s.name = name
			i := slices.IndexFunc(all, func(other setting) bool { return other.name == name })
			switch {
			case i < 0:
				all = append(all, s)
			case appends:
				all[i].values, all[i].file = append(all[i].values, s.values...), s.file
			default:
				all[i] = s
			}
		}
	}
	return all, nil
}

func readFile(file string) ([]setting, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var content yaml.MapSlice
	if err := yaml.Unmarshal(data, &content); err != nil {
		return nil, fmt.Errorf("parse %s: %w", file, err)
	}
	settings := make([]setting, 0, len(content))
	for _, item := range content {
		s := setting{name: strings.TrimLeft(fmt.Sprint(item.Key), "-"), file: file}
		switch value := item.Value.(type) {
		case nil:
			s.values = []string{""}
		case []any:
			for _, v := range value {
				s.values = append(s.values, fmt.Sprint(v))
			}
		case yaml.MapSlice:
			return nil, fmt.Errorf("parse %s: %s: a map is no value of a setting; write a string or a list of strings", file, s.name)
		default:
			s.values = []string{fmt.Sprint(value)}
		}
		settings = append(settings, s)
	}
	return settings, nil
}
