/* Loaded before the C library (LD_PRELOAD), makes each flush of a file take FLUSH_MICROSECONDS longer: a server's disk that
   keeps its word instead of a test machine's. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

typedef int (*flush)(int);

static void wait_for_the_disk(void) {
    const char *text = getenv("FLUSH_MICROSECONDS");
    long microseconds = text ? atol(text) : 0;
    struct timespec pause = {microseconds / 1000000, microseconds % 1000000 * 1000};
    nanosleep(&pause, NULL);
}

int fsync(int file) {
    wait_for_the_disk();
    return ((flush)dlsym(RTLD_NEXT, "fsync"))(file);
}

int fdatasync(int file) {
    wait_for_the_disk();
    return ((flush)dlsym(RTLD_NEXT, "fdatasync"))(file);
}
