import { org, type DemoOrg } from './org.ts'

type Row = readonly [name: string, weight: number, parent?: string]

const organs: readonly Row[] = [
  ['县委办公室', 3],
  ['县人大常委会办公室', 3],
  ['县人民政府办公室', 3],
  ['县政协办公室', 3],
  ['县纪委监委机关', 2],
  ['县委宣传部', 1],
  ['县委统战部', 1],
  ['县委政法委员会', 1],
  ['县人民法院', 3],
  ['县人民检察院', 2],
  ['县发展和改革局', 2],
  ['县教育局', 3],
  ['县公安局', 5],
  ['县民政局', 2],
  ['县司法局', 1],
  ['县财政局', 3],
  ['县人力资源和社会保障局', 2],
  ['县自然资源局', 2],
  ['县住房和城乡建设局', 2],
  ['县交通运输局', 2],
  ['县水利局', 3],
  ['县农业农村局', 3],
  ['县卫生健康局', 2],
  ['县文化和旅游局', 1],
  ['县退役军人事务局', 1],
  ['县审计局', 1],
  ['县市场监督管理局', 3],
  ['县统计局', 1],
  ['县总工会', 1],
  ['县妇女联合会', 1],
]

const institutions: readonly Row[] = [
  ['县委党校', 1.5],
  ['县档案馆', 0.8],
  ['县融媒体中心', 1],
  ['县第一中学', 4, 'unit:县教育局'],
  ['县第二中学', 3, 'unit:县教育局'],
  ['县职业教育中心', 2, 'unit:县教育局'],
  ['县实验小学', 3, 'unit:县教育局'],
  ['县人民医院', 5, 'unit:县卫生健康局'],
  ['县中医医院', 3, 'unit:县卫生健康局'],
  ['县妇幼保健院', 1.5, 'unit:县卫生健康局'],
  ['县图书馆', 0.6, 'unit:县文化和旅游局'],
  ['县文化馆', 0.8, 'unit:县文化和旅游局'],
  ['县农业技术推广中心', 2, 'unit:县农业农村局'],
  ['县水利工程管理处', 1.5, 'unit:县水利局'],
]

const enterprises: readonly Row[] = [
  ['县粮食购销公司', 2],
  ['县供水公司', 1],
  ['县农业机械厂', 2],
  ['县棉纺织厂', 3],
  ['县化肥厂', 2],
  ['县汽车运输公司', 1.5],
  ['县百货公司', 1],
  ['县建筑工程公司', 1.5],
]

/** The 60 units of the county: organs, institutions under them, enterprises, township governments. */
export function units(townships: readonly DemoOrg[]): DemoOrg[] {
  return [
    ...organs.map((row) => unit(row, 'organ')),
    ...institutions.map((row) => unit(row, 'publicInstitution')),
    ...enterprises.map((row) => unit(row, 'enterprise')),
    ...townships.map((place) => ({
      ...unit([`${place.name}${officeOf(place)}`, 2, place.key], 'organ'),
      regionCode: place.regionCode,
    })),
  ]
}

function officeOf(place: DemoOrg): string {
  return place.name.endsWith('街道') ? '办事处' : '人民政府'
}

function unit([name, weight, parent = 'region']: Row, nature: DemoOrg['nature']): DemoOrg {
  return org({ key: `unit:${name}`, parent, kind: 'unit', name, nature, weight })
}
