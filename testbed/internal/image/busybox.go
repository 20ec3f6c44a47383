package image

import (
	"debug/elf"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// busyboxPlaces is where Debian's package busybox-static puts its program, with and without a merged /usr.
var busyboxPlaces = []string{"/bin/busybox", "/usr/bin/busybox"}

const getBusybox = "install it with: apt-get install busybox-static"

// busybox is a statically linked busybox: all that an image needs to hold in order to run.
type busybox struct {
	program []byte
	applets []string
}

func findBusybox(places []string) (busybox, error) {
	var found []error
	for _, place := range places {
		b, err := readBusybox(place)
		if err == nil {
			return b, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			found = append(found, err)
		}
	}
	if len(found) > 0 {
		return busybox{}, fmt.Errorf("%w; %s", errors.Join(found...), getBusybox)
	}
	return busybox{}, fmt.Errorf("no static busybox in %s; %s", strings.Join(places, ", "), getBusybox)
}

func readBusybox(place string) (busybox, error) {
	program, err := elf.Open(place)
	if err != nil {
		return busybox{}, fmt.Errorf("%s: %w", place, err)
	}
	defer program.Close()
	// A dynamic one would find neither loader nor libraries in the image.
	if slices.ContainsFunc(program.Progs, func(p *elf.Prog) bool { return p.Type == elf.PT_INTERP }) {
		return busybox{}, fmt.Errorf("%s is dynamically linked, a static one is needed", place)
	}
	content, err := os.ReadFile(place)
	if err != nil {
		return busybox{}, err
	}
	list, err := exec.Command(place, "--list").Output()
	if err != nil {
		return busybox{}, fmt.Errorf("list the applets of %s: %w", place, err)
	}
	applets := strings.Fields(string(list))
	slices.Sort(applets)
	return busybox{program: content, applets: applets}, nil
}
