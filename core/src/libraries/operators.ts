/** What databases of documents read in a filter. */

/** Operators of MongoDB (8.0) whose operand is compared as it is; `$and`, `$not`, `$elemMatch` and the like hold filters again. */
export const mongoOperands: readonly string[] = [
  '$eq $ne $gt $gte $lt $lte $in $nin $all $exists $type $size $mod $regex $options $text $search $near $nearSphere $geoWithin',
  '$geoIntersects $bitsAllSet $bitsAnySet $bitsAllClear $bitsAnyClear $comment $where $jsonSchema $limit $skip $sort $count $sample',
].flatMap((line) => line.split(' '));
