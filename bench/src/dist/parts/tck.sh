part_tck() {
  timeout "$limit" "$home/runtime/bin/java" \
    --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Xmx4g \
    -Djava.library.path="$home/natives" -cp "$home/lib/*:$home/tck/*" \
    anabranch.cuda.check.Suites "$out/tck.json" ${GPU_CHECK_TCK:-}
}
