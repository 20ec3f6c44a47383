package process

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// ProportionalMemory is the memory of processes in bytes; a page that several processes have is shared out among them.
// A process that has ended meanwhile counts for nothing.
func ProportionalMemory(pids []int) int64 {
	var sum int64
	for _, pid := range pids {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
		if err != nil {
			continue
		}
		sum += parsePSS(string(data))
	}
	return sum
}

func parsePSS(rollup string) int64 {
	for line := range strings.Lines(rollup) {
		fields := strings.Fields(line)
		if len(fields) == 3 && fields[0] == "Pss:" {
			kib, err := strconv.ParseInt(fields[1], 10, 64)
			if err == nil {
				return kib << 10
			}
		}
	}
	return 0
}
